import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, ProblemNotice, TextInput, toastDone } from '../../../components/ui';
import type { Project } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { archiveProject, restoreProject } from '../api/archive-project';

export function ArchiveProject(props: { readonly project: Project; readonly onDeleted: () => void }) {
  const { project, onDeleted } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const refresh = () => cache.invalidateQueries({ queryKey: queryKeys.projects });
  const archive = useMutation({
    mutationFn: () => archiveProject(project.id),
    onSuccess: ({ outcome }) => {
      toastDone(
        t(outcome === 'deleted' ? 'project.deleted' : 'project.archivedDone', { name: project.name }),
      );
      setIsOpen(false);
      if (outcome === 'deleted') onDeleted();
      void refresh();
    },
  });
  const restore = useMutation({ mutationFn: () => restoreProject(project.id), onSuccess: refresh });
  if (project.archivedAt) {
    return (
      <>
        <Button isBusy={restore.isPending} onClick={() => restore.mutate()}>
          {t('project.restore')}
        </Button>
        {restore.error && <ProblemNotice error={restore.error} />}
      </>
    );
  }
  return (
    <>
      <Button tone="danger-text" onClick={() => setIsOpen(true)}>
        {t('project.archive')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        isDanger
        title={t('project.archiveTitle', { name: project.name })}
        confirmLabel={t('project.archive')}
        isBusy={archive.isPending}
        error={archive.error}
        unavailable={typed.trim() === project.code ? null : t('action.needsCode', { code: project.code })}
        onConfirm={() => archive.mutate()}
        onClose={() => setIsOpen(false)}
      >
        <p>{t('project.archiveText')}</p>
        <TextInput
          label={t('action.typeCode', { code: project.code })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
        />
      </ConfirmDialog>
    </>
  );
}
