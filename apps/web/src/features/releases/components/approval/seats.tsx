import { Name, Time } from '../../../../components/ui';
import type { ApprovalDecision, ApprovalLevel, ReleaseDetail } from '../../../../lib/api';
import { useTranslate, type Translate } from '../../../../lib/i18n';
import styles from './approval.module.css';

/** Who decided, and which seats of which level are still empty. */
export function Seats({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { approval, status } = release;
  const isWaiting = status === 'pending_approval' && approval.status === 'open';
  const isLevelled = approval.levels.length > 1;
  return (
    <>
      <ul className={styles.seats}>
        {approval.decisions.map((decision) => (
          <Seat key={decision.approver.id + decision.at} decision={decision} isLevelled={isLevelled} />
        ))}
        {isWaiting &&
          approval.levels.flatMap((level, index) =>
            Array.from({ length: level.minimum - level.approvedBy.length }, (_, seat) => (
              <li key={`${index}-${seat}`} className={styles.seat}>
                <span className={`${styles.mark} ${styles.open}`} aria-hidden />
                {isLevelled && <span>{t('approval.level', { number: index + 1 })}</span>}
                <span className={level.isOpen ? undefined : styles.muted}>
                  {level.isOpen && approval.whoMayApprove.length > 0
                    ? t('approval.oneOf', { who: approval.whoMayApprove.map(({ name }) => name).join(', ') })
                    : level.isOpen
                      ? t('approval.nobody')
                      : t('approval.later', { who: whoIsNamed(level, t) })}
                </span>
              </li>
            )),
          )}
      </ul>
      {approval.expiresAt !== null && isWaiting && (
        <p className={styles.muted}>
          {t('approval.expires')} <Time iso={approval.expiresAt} />
        </p>
      )}
    </>
  );
}

export function whoIsNamed(level: Pick<ApprovalLevel, 'roles' | 'people'>, t: Translate): string {
  const roles = level.roles.map((role) => t(`role.${role as 'admin'}`));
  return [...roles, ...level.people.map(({ name }) => name)].join(', ');
}

function Seat(props: { readonly decision: ApprovalDecision; readonly isLevelled: boolean }) {
  const t = useTranslate();
  const { decision, isLevelled } = props;
  const isYes = decision.decision === 'approved';
  return (
    <li className={styles.seat}>
      <span className={`${styles.mark} ${isYes ? styles.yes : styles.no}`} aria-hidden>
        {isYes ? '✓' : '✕'}
      </span>
      {isLevelled && isYes && <span>{t('approval.level', { number: decision.level + 1 })}</span>}
      <span className={decision.isCurrent ? undefined : styles.old}>
        <strong>
          <Name>{(decision.deputy ?? decision.approver).name}</Name>
        </strong>{' '}
        {t(isYes ? 'approval.approved' : 'approval.rejected')}
        {decision.deputy && ` ${t('approval.inNameOf', { name: decision.approver.name })}`}
      </span>
      <span className={styles.muted}>
        <Time iso={decision.at} />
        {!decision.isCurrent && ` · ${t('approval.void')}`}
      </span>
      {decision.reason && <span>“{decision.reason}”</span>}
    </li>
  );
}
