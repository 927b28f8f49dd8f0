import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  Dialog,
  Facts,
  Notice,
  Panel,
  ProblemNotice,
  Stack,
  Time,
  TimeAgo,
  toastDone,
} from '../../../components/ui';
import type { Channel } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { formatWeeklyHours } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { deleteChannel, replaceChannel } from '../api/channels';
import { testChannel } from '../api/messages';
import { withSwitch } from '../model/channel-values';
import { ChannelForm } from './channel-form';
import { ChannelHealth, ChannelTrouble } from './channels-panel';
import styles from './notifications.module.css';
import { TestAnswer } from './test-answer';

export function ChannelPanel({ channel }: { readonly channel: Channel }) {
  const t = useTranslate();
  const language = useLanguage();
  const { health, kind, host, recipients, hasSecret, quietHours, lastSentAt, waiting } = channel;
  return (
    <Panel title={t('channel.one')}>
      <Stack gap="md">
        {(health === 'failing' || health === 'disabled') && (
          <Notice
            kind={health === 'disabled' ? 'error' : 'warning'}
            title={t(health === 'disabled' ? 'channel.isDisabled' : 'channel.isFailing')}
          >
            <ChannelTrouble channel={channel} />
          </Notice>
        )}
        <Facts
          items={[
            {
              label: t('channel.state'),
              value: <ChannelHealth channel={channel} />,
            },
            { label: t('channel.kind'), value: t(`channel.kind.${kind}`) },
            kind === 'email'
              ? { label: t('channel.recipients'), value: recipients.join(', '), isWide: true }
              : { label: t('channel.url'), value: host ? `${host}/…` : '–' },
            { label: t('channel.signs'), value: t(hasSecret ? 'channel.signsYes' : 'channel.signsNo') },
            { label: t('channel.language'), value: channel.language === 'zh' ? '中文' : 'English' },
            {
              label: t('quiet.has'),
              value: quietHours ? formatWeeklyHours(quietHours, language) : t('quiet.none'),
            },
            { label: t('channel.lastSent'), value: lastSentAt ? <TimeAgo iso={lastSentAt} /> : '–' },
            { label: t('channel.waitingNow'), value: String(waiting) },
            {
              label: t('channel.changed'),
              value: (
                <>
                  {channel.changedBy} · <Time iso={channel.changedAt} />
                </>
              ),
            },
          ]}
        />
        <TestButton channelId={channel.id} />
      </Stack>
    </Panel>
  );
}

function TestButton({ channelId }: { readonly channelId: string }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const test = useMutation({
    mutationFn: () => testChannel(channelId),
    onSuccess: () => void cache.invalidateQueries({ queryKey: queryKeys.channels }),
  });
  return (
    <div className={styles.result}>
      <div>
        <Button isBusy={test.isPending} onClick={() => test.mutate()}>
          {t('channel.test')}
        </Button>
      </div>
      {test.error && <ProblemNotice error={test.error} />}
      {test.data && <TestAnswer result={test.data} />}
    </div>
  );
}

type Act = 'edit' | 'switch' | 'delete';

export function ChannelActs({
  channel,
  onDeleted,
}: {
  readonly channel: Channel;
  readonly onDeleted: () => void;
}) {
  const t = useTranslate();
  const [act, setAct] = useState<Act | null>(null);
  const close = (): void => setAct(null);
  return (
    <>
      <Button onClick={() => setAct('edit')}>{t('common.edit')}</Button>
      <Button onClick={() => setAct('switch')}>
        {t(channel.isEnabled ? 'channel.switchOff' : 'channel.switchOn')}
      </Button>
      <Button tone="danger-quiet" onClick={() => setAct('delete')}>
        {t('common.delete')}
      </Button>
      <Dialog isOpen={act === 'edit'} onClose={close} title={t('channel.edit', { name: channel.name })}>
        <ChannelForm
          channel={channel}
          projects={[]}
          projectId={channel.project?.id ?? ''}
          mayBeEverywhere
          onDone={close}
        />
      </Dialog>
      {act === 'switch' && <SwitchChannel channel={channel} onClose={close} />}
      {act === 'delete' && <DeleteChannel channel={channel} onClose={close} onDeleted={onDeleted} />}
    </>
  );
}

function SwitchChannel({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const { isEnabled, name } = channel;
  const change = useMutation({
    mutationFn: () => replaceChannel(channel, withSwitch(channel, !isEnabled)),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      toastDone(t(isEnabled ? 'channel.switchedOff' : 'channel.switchedOn', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger={isEnabled}
      title={t(isEnabled ? 'channel.offTitle' : 'channel.onTitle', { name })}
      confirmLabel={t(isEnabled ? 'channel.switchOff' : 'channel.switchOn')}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <p>{t(isEnabled ? 'channel.offText' : 'channel.onText')}</p>
    </ConfirmDialog>
  );
}

function DeleteChannel(props: {
  readonly channel: Channel;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const { channel, onClose, onDeleted } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteChannel(channel.id),
    onSuccess: () => {
      toastDone(t('channel.deleted', { name: channel.name }));
      onDeleted();
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('channel.deleteTitle', { name: channel.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('channel.deleteText', { count: channel.waiting })}</p>
    </ConfirmDialog>
  );
}
