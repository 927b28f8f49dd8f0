import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { CiSourcesPanel } from '../features/ci/components/sources-panel';
import { FreezesPanel } from '../features/freezes/components/freezes-panel';
import { SourcesPanel } from '../features/monitoring/components/sources-panel';
import { ChannelsPanel } from '../features/notifications/components/channels-panel';
import { MyNotificationsPanel } from '../features/notifications/components/my-notifications-panel';
import { ProfilePanel } from '../features/profile/components/profile-panel';
import { PasswordPanel } from '../features/security/components/password-panel';
import { PersonSecondFactor } from '../features/security/components/person-second-factor';
import { PersonProvider } from '../features/security/components/person-provider';
import { ProviderPanel } from '../features/security/components/provider-panel';
import { ResetLinkPanel } from '../features/security/components/reset-link-panel';
import { SecondFactorPanel } from '../features/security/components/second-factor-panel';
import { projectsQuery } from '../features/projects/api/list-projects';
import { ProjectFilter } from '../features/projects/components/place-filter';
import { SessionsPanel } from '../features/security/components/sessions-panel';
import { TokensPanel } from '../features/tokens/components/tokens-panel';
import { UsersPanel } from '../features/users/components/users-panel';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canAnywhere, canIn, useMe } from '../lib/session';

const SECTIONS = ['profile', 'tokens', 'builds', 'channels', 'freezes', 'sources', 'users'] as const;

export default function SettingsRoute() {
  const t = useTranslate();
  const me = useMe();
  const { section = 'profile' } = useParams();
  const isOpen = { users: me.isAdmin, channels: canAnywhere(me, 'configure') };
  const sections = SECTIONS.filter((name) => isOpen[name as keyof typeof isOpen] ?? true);
  const current = sections.find((name) => name === section);
  if (!current) return <Navigate to="/settings/profile" replace />;
  return (
    <Page title={t('nav.settings')} documentTitle={`${t(`settings.${current}`)} · ${t('nav.settings')}`}>
      <PageTabs
        label={t('nav.settings')}
        tabs={sections.map((name) => ({
          to: `/settings/${name}`,
          label: t(`settings.${name}`),
          isCurrent: name === current,
        }))}
      />
      {current === 'profile' && (
        <ProfilePanel>
          <Mine />
          <ProviderPanel />
          {me.hasPassword && <PasswordPanel />}
          {me.hasPassword && <SecondFactorPanel />}
          <SessionsPanel whose="me" />
        </ProfilePanel>
      )}
      {current === 'users' && (
        <UsersPanel
          aboutPerson={({ id, name, disabledAt, isLinked }) => (
            <>
              <PersonProvider userId={id} name={name} isLinked={isLinked} />
              <ResetLinkPanel userId={id} isDisabled={disabledAt !== null} />
              <PersonSecondFactor userId={id} name={name} />
              <SessionsPanel whose={{ userId: id }} name={name} />
            </>
          )}
        />
      )}
      {current === 'tokens' && (
        <>
          <p>{t('apiToken.lead')}</p>
          <OwnTokens />
        </>
      )}
      {current === 'builds' && <Builds />}
      {current === 'channels' && <Channels />}
      {current === 'freezes' && (
        <>
          <p>{t('freeze.lead')}</p>
          <FreezesPanel scope={null} canConfigure={me.isAdmin} />
        </>
      )}
      {current === 'sources' && (
        <>
          <p>{t('source.lead')}</p>
          <SourcesPanel />
        </>
      )}
    </Page>
  );
}

function OwnTokens() {
  const { data } = useQuery(projectsQuery({}));
  return <TokensPanel scope={{ projects: data?.items ?? [] }} />;
}

function Mine() {
  const { data } = useQuery(projectsQuery({}));
  return <MyNotificationsPanel projects={data?.items ?? []} />;
}

const SCOPE = ['project'] as const;

/** Narrowed down to a project by the address, with those that the person configures. */
function useScope() {
  const me = useMe();
  const { values, set } = useUrlFilters(SCOPE);
  const all = useQuery(projectsQuery({})).data?.items ?? [];
  const mine = all.filter(({ id }) => canIn(me, id, 'configure'));
  return {
    projectId: values.project,
    projects: values.project === '' ? mine : mine.filter(({ id }) => id === values.project),
    filter: <ProjectFilter value={values.project} onChange={(project) => set({ project })} />,
  };
}

function Builds() {
  const t = useTranslate();
  const { filter, ...scope } = useScope();
  return (
    <>
      <p>{t('ci.lead')}</p>
      <div role="search">{filter}</div>
      <CiSourcesPanel {...scope} />
    </>
  );
}

function Channels() {
  const t = useTranslate();
  const me = useMe();
  const { filter, ...scope } = useScope();
  return (
    <>
      <p>{t('channel.lead')}</p>
      <div role="search">{filter}</div>
      <ChannelsPanel {...scope} mayBeEverywhere={me.isAdmin} />
    </>
  );
}
