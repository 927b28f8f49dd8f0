import { Link } from 'react-router';
import { CopyText, Panel, Stack } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { Questions } from './questions';
import { Seats } from './seats';
import styles from './approval.module.css';

export function ApprovalBox({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { approval, status } = release;
  const isWaiting = status === 'pending_approval';
  if (!isWaiting && approval.decisions.length === 0 && approval.questions.length === 0) return null;
  return (
    <Panel
      id="approval"
      title={t('approval.title')}
      count={t('step.approvalCount', { given: approval.given, required: approval.required })}
      needsAttention={isWaiting && release.needsMyApproval}
      aside={
        <span className={styles.muted}>
          {isWaiting && (
            <>
              <Link to={`/approvals/${release.id}`}>{t('approval.openPage')}</Link>
              {' · '}
            </>
          )}
          {t('approval.binds')}{' '}
          <CopyText value={release.planHash} shown={release.planHash.slice(0, 8)} label={t('release.plan')} />
        </span>
      }
    >
      <Stack gap="sm">
        {release.notes && isWaiting && <p>{release.notes}</p>}
        <Seats release={release} />
        <Questions release={release} />
      </Stack>
    </Panel>
  );
}
