import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack, TextInput, toastDone } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { fromClockInput, ownTimeZone, serverNow, toClockInput } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { sendAgain } from '../api/messages';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** All that were given up in a time: after an outage of the other side. */
export function SendAgainForm(props: { readonly channelId: string; readonly onDone: () => void }) {
  const { channelId, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const { timeZone } = usePreferences();
  const clockAt = (ms: number): string => toClockInput(new Date(ms).toISOString(), timeZone);
  const [since, setSince] = useState(() => clockAt(serverNow() - DAY_MS));
  // The minute that runs is meant too.
  const [until, setUntil] = useState(() => clockAt(serverNow() + MINUTE_MS));
  const from = fromClockInput(since, timeZone);
  const to = fromClockInput(until, timeZone);
  const again = useMutation({
    mutationFn: (time: { readonly since: string; readonly until: string }) => sendAgain(channelId, time),
    onSuccess: ({ waiting }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      toastDone(t('message.againDone', { count: waiting }));
      onDone();
    },
  });
  const isGood = from !== null && to !== null && from < to;
  return (
    <Stack gap="md">
      <p>{t('message.againText', { zone: timeZone === 'utc' ? 'UTC' : ownTimeZone() })}</p>
      <TextInput
        type="datetime-local"
        label={t('message.since')}
        value={since}
        onChange={(event) => setSince(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        label={t('message.until')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {again.error && <ProblemNotice error={again.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          unavailable={isGood ? null : t('message.timeFault')}
          isBusy={again.isPending}
          onClick={() => isGood && again.mutate({ since: from, until: to })}
        >
          {t('message.again')}
        </Button>
      </Group>
    </Stack>
  );
}
