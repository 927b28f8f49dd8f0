import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { Panel, QueryView } from '../components/ui';
import { channelQuery } from '../features/notifications/api/channels';
import { ChannelActs, ChannelPanel } from '../features/notifications/components/channel-panel';
import { MessageLog } from '../features/notifications/components/message-log';
import { SubscriptionsPanel } from '../features/notifications/components/subscriptions-panel';
import { TextsPanel } from '../features/notifications/components/texts-panel';
import { projectsQuery } from '../features/projects/api/list-projects';
import type { Channel } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';

const TABS = ['subscriptions', 'texts', 'log'] as const;
const VIEW = ['tab', 'state', 'event'] as const;

export default function ChannelRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(channelQuery(id));
  if (query.data) return <ChannelPage channel={query.data} />;
  return (
    <Page title={t('channel.one')} crumb={{ to: '/settings/channels', label: t('channel.title') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('channel.one')} rows={5}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function ChannelPage({ channel }: { readonly channel: Channel }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { values, set } = useUrlFilters(VIEW);
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  const tab = TABS.find((one) => one === values.tab) ?? 'subscriptions';
  return (
    <Page
      title={channel.name}
      documentTitle={`${t(TAB_LABELS[tab])} · ${channel.name}`}
      crumb={{ to: '/settings/channels', label: t('channel.title') }}
      lead={channel.project?.name ?? t('channel.everywhere')}
      actions={<ChannelActs channel={channel} onDeleted={() => void navigate('/settings/channels')} />}
    >
      <ChannelPanel channel={channel} />
      <PageTabs
        label={channel.name}
        tabs={TABS.map((one) => ({
          to: `/settings/channels/${channel.id}?tab=${one}`,
          label: t(TAB_LABELS[one]),
          isCurrent: one === tab,
        }))}
      />
      {tab === 'subscriptions' && <SubscriptionsPanel channel={channel} projects={projects} />}
      {tab === 'texts' && <TextsPanel channel={channel} />}
      {tab === 'log' && (
        <MessageLog
          channelId={channel.id}
          filter={{ state: values.state, eventType: values.event }}
          onFilter={({ state, eventType }) =>
            set({
              ...(state === undefined ? {} : { state }),
              ...(eventType === undefined ? {} : { event: eventType }),
            })
          }
        />
      )}
    </Page>
  );
}

const TAB_LABELS = {
  subscriptions: 'subscription.title',
  texts: 'texts.title',
  log: 'message.log',
} as const;
