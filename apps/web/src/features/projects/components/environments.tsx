import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ConfirmDialog, Dialog, EnvironmentTag, Panel } from '../../../components/ui';
import type { Environment, Project } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { deleteEnvironment } from '../api/environments';
import { ApprovalPolicyDialog } from './approval-policy-dialog';
import { EnvironmentForm } from './environment-form';
import styles from './project.module.css';

export function Environments(props: { readonly project: Project; readonly canConfigure: boolean }) {
  const { project, canConfigure } = props;
  const t = useTranslate();
  const [edited, setEdited] = useState<Environment | 'new' | null>(null);
  const [removed, setRemoved] = useState<Environment | null>(null);
  const [governed, setGoverned] = useState<Environment | null>(null);
  return (
    <Panel
      title={t('project.environments')}
      isFlush
      aside={
        canConfigure && (
          <Button size="xs" icon={<IconPlus size={14} />} onClick={() => setEdited('new')}>
            {t('environment.add')}
          </Button>
        )
      }
    >
      <ul>
        {project.environments.map((environment) => (
          <li key={environment.id} className={styles.row}>
            <span className={styles.rowName}>
              <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />{' '}
              <code className={styles.dim}>{environment.code}</code>
            </span>
            <span className={styles.rowText}>
              <Link to={`/nodes?project=${project.id}&environment=${environment.id}`}>
                {t('count.nodes', { count: environment.nodeCount })}
              </Link>
              <span className={styles.dim}>
                {environment.requiredApprovals === 0
                  ? t('environment.noApproval')
                  : t('environment.approvalCount', { count: environment.requiredApprovals })}
                {' · '}
                {t('environment.windowHours', { count: environment.rollbackWindowHours })}
              </span>
              <PromotionRule environment={environment} environments={project.environments} />
            </span>
            {canConfigure && (
              <span className={styles.rowActions}>
                <Button size="xs" onClick={() => setGoverned(environment)} data-policy={environment.code}>
                  {t('policy.title')}
                </Button>
                <Button size="xs" onClick={() => setEdited(environment)}>
                  {t('common.edit')}
                </Button>
                <Button size="xs" tone="danger-text" onClick={() => setRemoved(environment)}>
                  {t('common.delete')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        title={t(edited === 'new' ? 'environment.add' : 'environment.edit')}
      >
        <EnvironmentForm
          project={project}
          environment={edited === 'new' ? null : edited}
          onDone={() => setEdited(null)}
        />
      </Dialog>
      {governed && (
        <ApprovalPolicyDialog
          projectId={project.id}
          environment={governed}
          onClose={() => setGoverned(null)}
        />
      )}
      {removed && (
        <RemoveEnvironment project={project} environment={removed} onClose={() => setRemoved(null)} />
      )}
    </Panel>
  );
}

function PromotionRule(props: {
  readonly environment: Environment;
  readonly environments: readonly Environment[];
}) {
  const t = useTranslate();
  const rule = props.environment.promotionRule;
  const from = props.environments.find(({ id }) => id === rule?.fromEnvironmentId);
  if (!rule || !from) return null;
  return (
    <span className={styles.dim}>
      {rule.soakHours === 0
        ? t('environment.afterCompletion', { name: from.name })
        : t('environment.afterSoak', { name: from.name, count: rule.soakHours })}
    </span>
  );
}

function RemoveEnvironment(props: {
  readonly project: Project;
  readonly environment: Environment;
  readonly onClose: () => void;
}) {
  const { project, environment, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteEnvironment(project.id, environment.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.projects });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('environment.deleteTitle', { name: environment.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('environment.deleteText')}</p>
    </ConfirmDialog>
  );
}
