import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Group,
  Notice,
  Panel,
  ProblemNotice,
  QueryView,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  Time,
  toastDone,
} from '../../../components/ui';
import type { MyNotifications } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { myNotificationsQuery, saveMine, testMine } from '../api/mine';
import { isQuietGood } from '../model/channel-values';
import { followed, isSame, myValues, type MyValues } from '../model/my-values';
import { subscriptionRequest } from '../model/subscription-values';
import styles from './notifications.module.css';
import { QuietField } from './quiet-field';
import { SubscriptionsField, type PlaceChoice } from './subscriptions-field';
import { TestAnswer } from './test-answer';

/** What the signed-in person is told by e-mail. */
export function MyNotificationsPanel({ projects }: { readonly projects: readonly PlaceChoice[] }) {
  const t = useTranslate();
  const query = useQuery(myNotificationsQuery);
  return (
    <Panel title={t('mine.title')}>
      <QueryView query={query} what={t('mine.title')} rows={3}>
        {(mine) => <Editor mine={mine} projects={projects} />}
      </QueryView>
    </Panel>
  );
}

function Editor({
  mine,
  projects,
}: {
  readonly mine: MyNotifications;
  readonly projects: readonly PlaceChoice[];
}) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [form, setForm] = useState({ opened: mine, values: myValues(mine) });
  const now = followed(form.opened, form.values, mine);
  if (now.opened !== form.opened) setForm(now);
  const { opened, values } = now;
  const change = (part: Partial<MyValues>): void => setForm({ opened, values: { ...values, ...part } });
  const save = useMutation({
    mutationFn: () =>
      saveMine({
        ...values,
        subscriptions: values.subscriptions.map(subscriptionRequest),
        expectedRevision: opened.revision,
      }),
    onSuccess: (saved) => {
      cache.setQueryData(queryKeys.myNotifications, saved);
      setForm({ opened: saved, values: myValues(saved) });
      toastDone(t('mine.saved'));
    },
  });
  const isChanged = !isSame(values, myValues(opened)) || mine.disabledAt !== null;
  const reason = !isQuietGood(values.quietHours)
    ? t('channel.fault.quietHours')
    : isChanged
      ? null
      : t('subscription.unchanged');
  return (
    <Stack gap="md">
      <Standing mine={mine} />
      <Switch
        label={t('mine.enabled')}
        description={t('mine.to', { email: mine.email })}
        checked={values.isEnabled}
        onChange={(event) => change({ isEnabled: event.currentTarget.checked })}
      />
      {values.isEnabled && values.subscriptions.length === 0 && <Notice kind="info">{t('mine.none')}</Notice>}
      <SubscriptionsField
        values={values.subscriptions}
        projects={projects}
        onChange={(subscriptions) => change({ subscriptions: [...subscriptions] })}
      />
      <div>
        <Text size="sm" fw={500} mb={4} component="div">
          {t('channel.language')}
        </Text>
        <SegmentedControl
          aria-label={t('channel.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
          value={values.language}
          onChange={(language) => change({ language: language === 'zh' ? 'zh' : 'en' })}
        />
      </div>
      <QuietField value={values.quietHours} onChange={(quietHours) => change({ quietHours })} />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="space-between" align="flex-start">
        <TestMine isMailSet={mine.isMailSet} />
        <Button tone="primary" unavailable={reason} isBusy={save.isPending} onClick={() => save.mutate()}>
          {t('mine.save')}
        </Button>
      </Group>
    </Stack>
  );
}

function Standing({ mine: { isMailSet, disabledAt, lastError } }: { readonly mine: MyNotifications }) {
  const t = useTranslate();
  const localized = useLocalized();
  if (!isMailSet) return <Notice kind="warning">{t('mine.noMail')}</Notice>;
  if (disabledAt === null && lastError === null) return null;
  return (
    <Notice
      kind={disabledAt ? 'error' : 'warning'}
      title={
        disabledAt ? (
          <>
            {t('mine.givenUp')} <Time iso={disabledAt} isExact />
          </>
        ) : (
          t('mine.failed')
        )
      }
    >
      {lastError && localized(lastError)}
    </Notice>
  );
}

function TestMine({ isMailSet }: { readonly isMailSet: boolean }) {
  const t = useTranslate();
  const cache = useQueryClient();
  // The first one makes the channel, which is a revision of it.
  const test = useMutation({
    mutationFn: testMine,
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.myNotifications }),
  });
  return (
    <div className={styles.result}>
      <div>
        <Button
          unavailable={isMailSet ? null : t('mine.noMail')}
          isBusy={test.isPending}
          onClick={() => test.mutate()}
        >
          {t('mine.test')}
        </Button>
      </div>
      {test.error && <ProblemNotice error={test.error} />}
      {test.data && <TestAnswer result={test.data} />}
    </div>
  );
}
