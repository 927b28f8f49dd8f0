import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog, Select, Textarea, TextInput } from '../../../components/ui';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { stopEverything } from '../api/emergency-stops';

export interface StoppableProject {
  readonly id: string;
  readonly name: string;
}

const EVERYTHING = '';

/** The word has to be typed: it halts ways back as well, for everybody. */
export function StopDialog(props: {
  readonly projects: readonly StoppableProject[];
  readonly onClose: () => void;
}) {
  const { projects, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [projectId, setProjectId] = useState(EVERYTHING);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const word = t('emergency.word');
  const stop = useMutation({
    mutationFn: () => stopEverything(reason.trim(), projectId === EVERYTHING ? null : projectId),
    onSuccess: (stops) => {
      cache.setQueryData(queryKeys.emergencyStops, stops);
      void cache.invalidateQueries({ queryKey: queryKeys.releases });
      onClose();
    },
  });
  const missing =
    reason.trim() === ''
      ? t('emergency.reasonNeeded')
      : typed.trim().toLowerCase() === word.toLowerCase()
        ? null
        : t('action.needsCode', { code: word });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('emergency.title')}
      confirmLabel={t('emergency.stop')}
      isBusy={stop.isPending}
      error={stop.error}
      unavailable={missing}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
    >
      <p>{t('emergency.consequences')}</p>
      <Select
        label={t('emergency.scope')}
        data={[
          { value: EVERYTHING, label: t('emergency.everything') },
          ...projects.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={projectId}
        allowDeselect={false}
        onChange={(next) => setProjectId(next ?? EVERYTHING)}
      />
      <Textarea
        label={t('emergency.reason')}
        description={t('emergency.reasonHelp')}
        autosize
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={t('action.typeCode', { code: word })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
