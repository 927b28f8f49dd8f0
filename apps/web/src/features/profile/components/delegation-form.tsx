import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button, Group, ProblemNotice, Select, Stack, TextInput, toastDone } from '../../../components/ui';
import type { Delegation, Delegations } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { isHalfTyped, keptClockInput, ownTimeZone, toClockInput } from '../../../lib/format';
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
  const starts = useRef<HTMLInputElement>(null);
  const [isStartHalf, setIsStartHalf] = useState(false);
  const [endsAt, setEndsAt] = useState(clockOf(delegation?.endsAt));
  const save = useMutation({
    mutationFn: (deputy: string) => {
      const start = keptClockInput(startsAt, delegation?.startsAt, timeZone);
      const wish = {
        deputyId: deputy,
        ...(start === null ? {} : { startsAt: start }),
        endsAt: keptClockInput(endsAt, delegation?.endsAt, timeZone) ?? '',
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
  const submit = (): void => {
    const isHalf = isHalfTyped(starts.current);
    setIsStartHalf(isHalf);
    if (deputyId !== null && !isHalf) save.mutate(deputyId);
  };
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
        ref={starts}
        value={startsAt}
        error={isStartHalf ? t('freeze.fault.validUntil') : (errors['startsAt'] ?? null)}
        onChange={(event) => {
          setStartsAt(event.currentTarget.value);
          setIsStartHalf(false);
        }}
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
        <Button tone="primary" isBusy={save.isPending} unavailable={missing} onClick={submit}>
          {t(delegation ? 'common.save' : 'delegation.add')}
        </Button>
      </Group>
    </Stack>
  );
}
