import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../../../components/ui';
import type { Project, StrategyTemplate } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useLanguage, useTranslate } from '../../../../lib/i18n';
import { deleteTemplate } from '../../api/strategy-templates';

export function RemoveTemplate(props: {
  readonly project: Project;
  readonly template: StrategyTemplate;
  readonly onClose: () => void;
}) {
  const { project, template, onClose } = props;
  const t = useTranslate();
  const language = useLanguage();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteTemplate(project.id, template.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.strategyTemplates(project.id) });
      onClose();
    },
  });
  const left = project.environments
    .filter(({ id }) => template.defaultForEnvironmentIds.includes(id))
    .map(({ name }) => name)
    .join(language === 'zh' ? '、' : ', ');
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('template.deleteTitle', { name: template.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('template.deleteText')}</p>
      {left !== '' && <p>{t('template.deleteDefaults', { names: left })}</p>}
    </ConfirmDialog>
  );
}
