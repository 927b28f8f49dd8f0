import { useQuery } from '@tanstack/react-query';
import { Dialog, QueryView } from '../../../components/ui';
import type { Environment } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { approvalPolicyQuery } from '../api/approval-policy';
import { ApprovalPolicyForm } from './approval-policy-form';

export function ApprovalPolicyDialog(props: {
  readonly projectId: string;
  readonly environment: Environment;
  readonly onClose: () => void;
}) {
  const { projectId, environment, onClose } = props;
  const t = useTranslate();
  const query = useQuery({ ...approvalPolicyQuery(projectId, environment.id), staleTime: 0 });
  return (
    <Dialog isOpen onClose={onClose} size="lg" title={t('policy.of', { name: environment.name })}>
      <QueryView query={query} what={t('policy.title')} rows={4}>
        {(policy) => (
          <ApprovalPolicyForm
            projectId={projectId}
            environmentId={environment.id}
            policy={policy}
            onDone={onClose}
          />
        )}
      </QueryView>
    </Dialog>
  );
}
