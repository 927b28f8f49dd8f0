import { Link } from 'react-router';
import { EnvironmentTag, Pill, TimeAgo, type Tone } from '../../../../components/ui';
import type { ApprovalItem } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { releaseName } from '../../model/versions';
import { VersionChanges } from '../version-change';
import styles from './approval.module.css';

const TONES: Readonly<Record<ApprovalItem['outcome'], Tone>> = {
  waiting: 'violet',
  expired: 'amber',
  approved: 'green',
  bypassed: 'red',
  rejected: 'red',
  superseded: 'grey',
  cancelled: 'grey',
};

export function ApprovalCards({ items }: { readonly items: readonly ApprovalItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <Card key={item.release.id} item={item} />
      ))}
    </ul>
  );
}

function Card({ item }: { readonly item: ApprovalItem }) {
  const t = useTranslate();
  const { release, outcome, latestQuestion } = item;
  const isWaiting = outcome === 'waiting';
  return (
    <li className={styles.card}>
      <div>
        <div className={styles.cardHead}>
          <EnvironmentTag name={release.environment.name} isProduction={release.environment.isProduction} />
          <Link to={`/approvals/${release.id}`}>{releaseName(release)}</Link>
          <Pill tone={TONES[outcome]}>{t(`approval.outcome.${outcome}`)}</Pill>
        </div>
        <p className={styles.cardText}>
          {release.project.name} · <VersionChanges bins={release.bins} /> ·{' '}
          {t('count.nodes', { count: item.nodeCount })}
        </p>
        {item.notes && <p className={`${styles.cardText} ${styles.muted}`}>{item.notes}</p>}
        {latestQuestion && isWaiting && (
          <p className={styles.cardText}>
            <strong>{latestQuestion.author.name}:</strong> {latestQuestion.text}
          </p>
        )}
      </div>
      <div className={styles.cardSide}>
        <span>
          {t('approval.askedBy', { name: release.author.name })}
          {item.askedAt && (
            <>
              {' · '}
              <TimeAgo iso={item.askedAt} />
            </>
          )}
        </span>
        <span>{t('approval.given', { given: item.given, required: item.required })}</span>
        {isWaiting && item.expiresAt && (
          <span>
            {t('approval.expires')} <TimeAgo iso={item.expiresAt} />
          </span>
        )}
        {item.myDecision && (
          <span>{t(item.myDecision === 'approved' ? 'approval.youApproved' : 'approval.youRejected')}</span>
        )}
      </div>
    </li>
  );
}
