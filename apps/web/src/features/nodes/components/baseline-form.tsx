import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox, ConfirmDialog, Notice, Select, Stack, TextInput, toastDone } from '../../../components/ui';
import type { BaselineChange, Environment } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { setBaseline, type NewBaseline } from '../api/baselines';

const NAMES_SHOWN = 8;

/** First it says what would happen, then it is done: the button changes its word when the answer is on the page. */
export function BaselineForm(props: {
  readonly projectId: string;
  readonly environment: Environment;
  readonly bins: readonly string[];
  readonly onClose: () => void;
}) {
  const { projectId, environment, bins, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [wish, setWish] = useState<NewBaseline>({
    bin: bins[0] ?? '',
    version: '',
    includeExisting: false,
  });
  const trial = useMutation({ mutationFn: () => setBaseline(environment.id, wish, true) });
  const save = useMutation({
    mutationFn: () => setBaseline(environment.id, wish, false),
    onSuccess: ({ bin, version }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.environmentSteering(projectId) });
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      toastDone(t('baseline.done', { bin, version }));
      onClose();
    },
  });
  const change = (part: Partial<NewBaseline>): void => {
    setWish({ ...wish, ...part });
    trial.reset();
    save.reset();
  };
  const isComplete = wish.bin !== '' && wish.version.trim() !== '';
  return (
    <ConfirmDialog
      isOpen
      title={t('baseline.setTitle', { name: environment.name })}
      confirmLabel={t(trial.data ? 'baseline.set' : 'baseline.check')}
      isBusy={trial.isPending || save.isPending}
      error={save.error ?? trial.error}
      unavailable={isComplete ? null : t('baseline.version')}
      onConfirm={() => (trial.data ? save.mutate() : trial.mutate())}
      onClose={onClose}
    >
      <Stack gap="sm">
        <p>{t('baseline.help')}</p>
        <Select
          label={t('baseline.bin')}
          data={[...bins]}
          allowDeselect={false}
          value={wish.bin}
          onChange={(bin) => change({ bin: bin ?? '' })}
        />
        <TextInput
          label={t('baseline.version')}
          value={wish.version}
          maxLength={100}
          onChange={(event) => change({ version: event.currentTarget.value.trim() })}
        />
        <Checkbox
          label={t('baseline.include')}
          checked={wish.includeExisting}
          onChange={(event) => change({ includeExisting: event.currentTarget.checked })}
        />
        {trial.data && <Consequences change={trial.data} />}
      </Stack>
    </ConfirmDialog>
  );
}

function Consequences({ change }: { readonly change: BaselineChange }) {
  const t = useTranslate();
  const { bin, version, before, existing, existingTotal, includesExisting } = change;
  const names = existing.slice(0, NAMES_SHOWN).map(({ name }) => name);
  return (
    <Notice kind="info" isLive title={t('baseline.willBe', { bin, version })}>
      {before !== null && <p>{t('baseline.replaces', { version: before })}</p>}
      {existingTotal > 0 && (
        <p>
          {t(includesExisting ? 'baseline.existingGet' : 'baseline.existingStay', { count: existingTotal })}{' '}
          {names.join(', ')}
          {existingTotal > names.length && '…'}
        </p>
      )}
    </Notice>
  );
}
