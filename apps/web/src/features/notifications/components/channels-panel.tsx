import { useInfiniteQuery } from '@tanstack/react-query';
import { IconMessage2, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  Button,
  CodeBlock,
  Dialog,
  Dim,
  EmptyState,
  MoreRows,
  Notice,
  Panel,
  Pill,
  QueryView,
  Row,
  RowList,
  Stack,
  Time,
  TimeAgo,
} from '../../../components/ui';
import type { Channel, MadeChannel } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { channelsQuery } from '../api/channels';
import { HEALTH_TONES, healthOf } from '../model/looks';
import { ChannelForm, type ProjectChoice } from './channel-form';

/** Of one project, or of all that the person may configure when it is empty. */
export function ChannelsPanel(props: {
  readonly projectId: string;
  readonly projects: readonly ProjectChoice[];
  readonly mayBeEverywhere: boolean;
}) {
  const { projectId, projects, mayBeEverywhere } = props;
  const t = useTranslate();
  const navigate = useNavigate();
  const query = useInfiniteQuery(channelsQuery(projectId));
  const [isCreating, setIsCreating] = useState(false);
  const [made, setMade] = useState<MadeChannel | null>(null);
  const { rows } = pagedRows(query);
  const goTo = (id: string): void => void navigate(`/settings/channels/${id}`);
  const create = (
    <Button size="xs" icon={<IconPlus size={14} />} onClick={() => setIsCreating(true)}>
      {t('channel.new')}
    </Button>
  );
  return (
    <Panel title={t('channel.title')} isFlush aside={create}>
      <QueryView query={query} what={t('channel.title')} rows={2} rowHeight={64}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconMessage2 size={22} />}
              title={t('channel.none')}
              text={t('channel.noneText')}
            />
          ) : (
            <RowList label={t('channel.title')}>
              {rows.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} hasProject={projectId === ''} />
              ))}
            </RowList>
          )
        }
      </QueryView>
      <MoreRows query={query} />
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('channel.new')}>
        <ChannelForm
          channel={null}
          projects={projects}
          projectId={projectId}
          mayBeEverywhere={mayBeEverywhere}
          onCreated={(answer) => {
            setIsCreating(false);
            if (answer.newSecret === null) goTo(answer.id);
            else setMade(answer);
          }}
          onDone={() => setIsCreating(false)}
        />
      </Dialog>
      <Dialog isOpen={made !== null} onClose={() => made && goTo(made.id)} title={made?.name ?? ''} size="lg">
        {made && (
          <Stack gap="md">
            <Notice kind="warning">{t('channel.secretOnce')}</Notice>
            <CodeBlock text={made.newSecret ?? ''} label={t('channel.secret')} />
            <Button tone="primary" onClick={() => goTo(made.id)}>
              {t('token.saved')}
            </Button>
          </Stack>
        )}
      </Dialog>
    </Panel>
  );
}

export function ChannelHealth({ channel }: { readonly channel: Channel }) {
  const t = useTranslate();
  const health = healthOf(channel);
  return <Pill tone={HEALTH_TONES[health]}>{t(`channel.health.${health}`)}</Pill>;
}

function ChannelRow({ channel, hasProject }: { readonly channel: Channel; readonly hasProject: boolean }) {
  const t = useTranslate();
  const { id, name, kind, project, host, recipients, lastSentAt, waiting } = channel;
  return (
    <Row
      head={
        <>
          <Link to={`/settings/channels/${id}`}>{name}</Link>
          <ChannelHealth channel={channel} />
          <span>{t(`channel.kind.${kind}`)}</span>
          {hasProject && <span>{project?.name ?? t('channel.everywhere')}</span>}
        </>
      }
    >
      <ChannelTrouble channel={channel} />
      <Dim>
        {host ?? recipients.join(', ')}
        {lastSentAt && (
          <>
            {' · '}
            {t('channel.lastSent')} <TimeAgo iso={lastSentAt} />
          </>
        )}
        {waiting > 0 && ` · ${t('channel.waiting', { count: waiting })}`}
      </Dim>
    </Row>
  );
}

/** Since when it does not work, and what the other side says about it. */
export function ChannelTrouble({ channel }: { readonly channel: Channel }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { health, failingSince, disabledAt, lastError } = channel;
  if (health !== 'failing' && health !== 'disabled') return null;
  const since = health === 'disabled' ? disabledAt : failingSince;
  return (
    <span>
      {since && (
        <>
          {t(health === 'disabled' ? 'channel.disabledSince' : 'channel.failingSince')}{' '}
          <Time iso={since} isExact />
        </>
      )}
      {lastError && ` · ${localized(lastError)}`}
    </span>
  );
}
