import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Group,
  Notice,
  Panel,
  ProblemNotice,
  QueryView,
  Stack,
  toastDone,
} from '../../../components/ui';
import type { Channel, SubscriptionList } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { saveSubscriptions, subscriptionsQuery } from '../api/channels';
import { subscriptionRequest, subscriptionValues } from '../model/subscription-values';
import { SubscriptionsField, type PlaceChoice } from './subscriptions-field';

/** What a channel hears of. */
export function SubscriptionsPanel(props: {
  readonly channel: Channel;
  readonly projects: readonly PlaceChoice[];
}) {
  const t = useTranslate();
  const query = useQuery(subscriptionsQuery(props.channel.id));
  return (
    <Panel title={t('subscription.title')}>
      <QueryView query={query} what={t('subscription.title')} rows={2}>
        {(list) => <Editor key={JSON.stringify(list)} {...props} list={list} />}
      </QueryView>
    </Panel>
  );
}

function Editor(props: {
  readonly channel: Channel;
  readonly projects: readonly PlaceChoice[];
  readonly list: SubscriptionList;
}) {
  const { channel, projects, list } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const before = list.items.map(subscriptionValues);
  const [values, setValues] = useState<typeof before>(before);
  const save = useMutation({
    mutationFn: () => saveSubscriptions(channel.id, values.map(subscriptionRequest)),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.channels });
      toastDone(t('subscription.saved'));
    },
  });
  const isChanged = JSON.stringify(values) !== JSON.stringify(before);
  return (
    <Stack gap="md">
      {values.length === 0 && <Notice kind="info">{t('subscription.none')}</Notice>}
      <SubscriptionsField
        values={values}
        projects={projects}
        {...(channel.project ? { onlyProjectId: channel.project.id } : {})}
        onChange={(next) => setValues([...next])}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button
          unavailable={isChanged ? null : t('subscription.unchanged')}
          onClick={() => setValues(before)}
        >
          {t('subscription.reset')}
        </Button>
        <Button
          tone="primary"
          unavailable={isChanged ? null : t('subscription.unchanged')}
          isBusy={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  );
}
