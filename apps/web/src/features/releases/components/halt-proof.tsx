import { useQuery } from '@tanstack/react-query';
import { Panel, Time } from '../../../components/ui';
import type { HaltProof as Proof, ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { haltProofQuery, isComplete } from '../api/get-halt-proof';
import { NodeLink } from './node-link';
import { TargetStatusPill } from './status-pill';
import styles from './waves.module.css';

const SHOWN = 8;

/** Whether a release that is paused or stopped stands still altogether: who has not confirmed yet, and until when they can. */
export function HaltProof({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const options = haltProofQuery(release);
  const { data } = useQuery(options);
  if (!options.enabled || !data || data.nodesAsked === 0) return null;
  return (
    <Panel title={t('halt.title')} needsAttention={!isComplete(data)} isFlush>
      <p className={styles.exception} role="status" data-halt-proof>
        {isComplete(data) ? t('halt.complete', { count: data.nodesAsked }) : <Line proof={data} />}
      </p>
      {data.unconfirmed.length > 0 && <Unconfirmed proof={data} />}
    </Panel>
  );
}

function Line({ proof }: { readonly proof: Proof }) {
  const t = useTranslate();
  const { nodesAsked, nodesConfirmed, nodesOutOfSight, until } = proof;
  const atWork = nodesAsked - nodesConfirmed - nodesOutOfSight;
  return (
    <span>
      {t('halt.confirmed', { confirmed: nodesConfirmed, asked: nodesAsked })}
      {until !== null && (
        <>
          {t('halt.canGoOn', { count: atWork })} <Time iso={until} />
        </>
      )}
      {nodesOutOfSight > 0 && t('halt.outOfSight', { count: nodesOutOfSight })}
    </span>
  );
}

function Unconfirmed({ proof }: { readonly proof: Proof }) {
  const t = useTranslate();
  const { unconfirmed, nodesAsked, nodesConfirmed } = proof;
  const more = nodesAsked - nodesConfirmed - Math.min(SHOWN, unconfirmed.length);
  return (
    <ul>
      {unconfirmed.slice(0, SHOWN).map(({ nodeId, nodeName, status, until }) => (
        <li key={nodeId} className={styles.exception}>
          <div className={styles.exceptionHead}>
            <NodeLink nodeId={nodeId}>{nodeName}</NodeLink>
            <TargetStatusPill status={status} />
          </div>
          <span>
            {until === null ? (
              t('emergency.wheneverBack')
            ) : (
              <>
                {t('emergency.until')} <Time iso={until} />
              </>
            )}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li className={styles.exception}>
          <a href="#nodes">{t('release.moreBelow', { count: more })}</a>
        </li>
      )}
    </ul>
  );
}
