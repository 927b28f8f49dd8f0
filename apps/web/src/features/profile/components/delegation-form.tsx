import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Select, Stack, TextInput, toastDone } from '../../../components/ui';
import type { Delegation, Delegations } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { fromClockInput, ownTimeZone, toClockInput } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { createDelegation, replaceDelegation } from '../api/delegations';

export function DelegationForm(props: {
  readonly delegation: Delegation | null;
  readonly candidates: Delegations['candidates'];
  readonly onDone: () => void;
}) {
  const { delegation, candidates, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const { timeZone } = usePreferences();
  const clockOf = (iso: string | undefined): string => (iso ? toClockInput(iso, timeZone) : '');
  const [deputyId, setDeputyId] = useState(delegation?.to.id ?? null);
  const [startsAt, setStartsAt] = useState(clockOf(delegation?.startsAt));
  const [endsAt, setEndsAt] = useState(clockOf(delegation?.endsAt));
  const save = useMutation({
    mutationFn: (deputy: string) => {
      const start = fromClockInput(startsAt, timeZone);
      const wish = {
        deputyId: deputy,
        ...(start === null ? {} : { startsAt: start }),
        endsAt: fromClockInput(endsAt, timeZone) ?? '',
      };
      return delegation ? replaceDelegation(delegation.id, wish) : createDelegation(wish);
    },
    onSuccess: ({ to }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.delegations });
      toastDone(t('delegation.saved', { name: to.name }));
      onDone();
    },
  });
  const errors = fieldErrors(save.error);
  const clock = t('freeze.clock', { zone: timeZone === 'utc' ? 'UTC' : ownTimeZone() });
  const missing = deputyId === null || endsAt === '' ? t('delegation.incomplete') : null;
  return (
    <Stack gap="md">
      <p>{t('delegation.help')}</p>
      <Select
        label={t('delegation.deputy')}
        data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
        value={deputyId}
        searchable
        nothingFoundMessage={t('empty.noMatch')}
        error={errors['deputyId'] ?? null}
        onChange={setDeputyId}
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        label={t('delegation.starts')}
        description={`${t('delegation.startsHelp')} ${clock}`}
        value={startsAt}
        error={errors['startsAt'] ?? null}
        onChange={(event) => setStartsAt(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t('delegation.ends')}
        description={clock}
        value={endsAt}
        error={errors['endsAt'] ?? null}
        onChange={(event) => setEndsAt(event.currentTarget.value)}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          isBusy={save.isPending}
          unavailable={missing}
          onClick={() => deputyId !== null && save.mutate(deputyId)}
        >
          {t(delegation ? 'common.save' : 'delegation.add')}
        </Button>
      </Group>
    </Stack>
  );
}
