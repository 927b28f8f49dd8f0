import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { FreezesPanel } from '../features/freezes/components/freezes-panel';
import { SourcesPanel } from '../features/monitoring/components/sources-panel';
import { ProfilePanel } from '../features/profile/components/profile-panel';
import { PasswordPanel } from '../features/security/components/password-panel';
import { PersonSecondFactor } from '../features/security/components/person-second-factor';
import { PersonProvider } from '../features/security/components/person-provider';
import { ProviderPanel } from '../features/security/components/provider-panel';
import { ResetLinkPanel } from '../features/security/components/reset-link-panel';
import { SecondFactorPanel } from '../features/security/components/second-factor-panel';
import { projectsQuery } from '../features/projects/api/list-projects';
import { SessionsPanel } from '../features/security/components/sessions-panel';
import { TokensPanel } from '../features/tokens/components/tokens-panel';
import { UsersPanel } from '../features/users/components/users-panel';
import { useTranslate } from '../lib/i18n';
import { useMe } from '../lib/session';

const SECTIONS = ['profile', 'tokens', 'freezes', 'sources', 'users'] as const;
const ONLY_ADMINS: readonly string[] = ['users'];

export default function SettingsRoute() {
  const t = useTranslate();
  const me = useMe();
  const { section = 'profile' } = useParams();
  const sections = SECTIONS.filter((name) => me.isAdmin || !ONLY_ADMINS.includes(name));
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
