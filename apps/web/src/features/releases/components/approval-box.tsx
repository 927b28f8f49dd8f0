import { CopyText, Panel, Stack, Time } from '../../../components/ui';
import type { ApprovalDecision, ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import styles from './approval-box.module.css';

export function ApprovalBox({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { approval, status } = release;
  const isWaiting = status === 'pending_approval';
  if (!isWaiting && approval.decisions.length === 0) return null;
  const openSeats = isWaiting ? Math.max(0, approval.required - approval.given) : 0;
  return (
    <Panel
      id="approval"
      title={t('approval.title')}
      count={t('step.approvalCount', { given: approval.given, required: approval.required })}
      needsAttention={isWaiting && release.needsMyApproval}
      aside={
        <span className={styles.muted}>
          {t('approval.binds')}{' '}
          <CopyText value={release.planHash} shown={release.planHash.slice(0, 8)} label={t('release.plan')} />
        </span>
      }
    >
      <Stack gap="sm">
        {release.notes && isWaiting && <p>{release.notes}</p>}
        <ul className={styles.seats}>
          {approval.decisions.map((decision) => (
            <Seat key={decision.approver.id + decision.at} decision={decision} />
          ))}
          {Array.from({ length: openSeats }, (_, index) => (
            <li key={index} className={styles.seat}>
              <span className={`${styles.mark} ${styles.open}`} aria-hidden />
              <span>
                {approval.whoMayApprove.length > 0
                  ? t('approval.oneOf', { who: approval.whoMayApprove.map(({ name }) => name).join(', ') })
                  : t('approval.nobody')}
              </span>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  );
}

function Seat({ decision }: { readonly decision: ApprovalDecision }) {
  const t = useTranslate();
  const isYes = decision.decision === 'approved';
  return (
    <li className={styles.seat}>
      <span className={`${styles.mark} ${isYes ? styles.yes : styles.no}`} aria-hidden>
        {isYes ? '✓' : '✕'}
      </span>
      <span className={decision.isCurrent ? undefined : styles.old}>
        <strong>{decision.approver.name}</strong> {t(isYes ? 'approval.approved' : 'approval.rejected')}
      </span>
      <span className={styles.muted}>
        <Time iso={decision.at} />
        {!decision.isCurrent && ` · ${t('approval.void')}`}
      </span>
      {decision.reason && <span>“{decision.reason}”</span>}
    </li>
  );
}
