import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type RefObject } from 'react';
import {
  Button,
  Group,
  ProblemNotice,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
  TextInput,
  toastDone,
  WeeklyTimes,
} from '../../../components/ui';
import type { Environment, Freeze } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { isHalfTyped, ownTimeZone } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { createFreeze, replaceFreeze, type FreezeScope } from '../api/freezes';
import {
  faultsOf,
  freezeRequest,
  freezeValues,
  type FreezeFault,
  type FreezeValues,
} from '../model/freeze-values';

export function FreezeForm(props: {
  readonly scope: FreezeScope;
  /** Of the project; a freeze of everywhere has none to choose from. */
  readonly environments: readonly Environment[];
  readonly freeze: Freeze | null;
  readonly onDone: () => void;
}) {
  const { scope, environments, freeze, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const { timeZone } = usePreferences();
  const [values, setValues] = useState<FreezeValues>(() => freezeValues(freeze, timeZone, ownTimeZone()));
  const [isAsked, setIsAsked] = useState(false);
  const until = useRef<HTMLInputElement>(null);
  const [isUntilHalf, setIsUntilHalf] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const wish = freezeRequest(values, timeZone, freeze);
      return freeze ? replaceFreeze(freeze, wish) : createFreeze(scope, wish);
    },
    onSuccess: ({ name }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.freezes });
      void cache.invalidateQueries({ queryKey: queryKeys.releases });
      toastDone(t('freeze.saved', { name }));
      onDone();
    },
  });
  const faults = faultsOf(values, timeZone, freeze);
  const refused = fieldErrors(save.error);
  const errorOf = (field: FreezeFault): string | null => {
    const named = refused[field] ?? refused[`times.${field}`];
    if (named) return named;
    const isAtFault = field === 'validUntil' ? isUntilHalf : isAsked && faults.includes(field);
    return isAtFault ? t(`freeze.fault.${field}`) : null;
  };
  const change = (part: Partial<FreezeValues>): void => {
    setValues({ ...values, ...part });
    setIsUntilHalf(false);
  };
  const submit = (): void => {
    const isHalf = isHalfTyped(until.current);
    setIsAsked(true);
    setIsUntilHalf(isHalf);
    if (faults.length === 0 && !isHalf) save.mutate();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <p>{t('freeze.help')}</p>
        <TextInput
          label={t('freeze.name')}
          data-autofocus
          maxLength={100}
          value={values.name}
          error={errorOf('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('freeze.reason')}
          description={t('freeze.reasonHelp')}
          maxLength={500}
          autosize
          value={values.reason}
          error={errorOf('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        {scope !== null && (
          <Select
            label={t('freeze.environment')}
            data={[
              { value: '', label: t('freeze.allEnvironments') },
              ...environments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={values.environmentId}
            allowDeselect={false}
            onChange={(environmentId) => change({ environmentId: environmentId ?? '' })}
          />
        )}
        <SegmentedControl
          aria-label={t('freeze.kind')}
          data={[
            { value: 'once', label: t('freeze.once') },
            { value: 'weekly', label: t('freeze.weekly') },
          ]}
          value={values.kind}
          onChange={(kind) => change({ kind: kind === 'weekly' ? 'weekly' : 'once' })}
        />
        <When values={values} until={until} errorOf={errorOf} onChange={change} />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(freeze ? 'common.save' : 'freeze.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function When(props: {
  readonly values: FreezeValues;
  readonly until: RefObject<HTMLInputElement | null>;
  readonly errorOf: (field: FreezeFault) => string | null;
  readonly onChange: (part: Partial<FreezeValues>) => void;
}) {
  const { values, errorOf, onChange } = props;
  const t = useTranslate();
  const { timeZone } = usePreferences();
  const clock = t('freeze.clock', { zone: timeZone === 'utc' ? 'UTC' : ownTimeZone() });
  if (values.kind === 'once') {
    return (
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          type="datetime-local"
          label={t('freeze.starts')}
          description={clock}
          value={values.startsAt}
          error={errorOf('startsAt')}
          onChange={(event) => onChange({ startsAt: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('freeze.ends')}
          description={clock}
          value={values.endsAt}
          error={errorOf('endsAt')}
          onChange={(event) => onChange({ endsAt: event.currentTarget.value })}
        />
      </Group>
    );
  }
  return (
    <>
      <WeeklyTimes
        label={t('freeze.days')}
        value={values.weekly}
        error={errorOf('weekly')}
        onChange={(weekly) => onChange({ weekly })}
      />
      <TextInput
        type="datetime-local"
        label={t('freeze.validUntil')}
        description={`${t('freeze.validUntilHelp')} ${clock}`}
        ref={props.until}
        value={values.validUntil}
        error={errorOf('validUntil')}
        onChange={(event) => onChange({ validUntil: event.currentTarget.value })}
      />
    </>
  );
}
