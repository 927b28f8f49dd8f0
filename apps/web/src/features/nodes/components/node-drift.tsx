import { useQuery } from '@tanstack/react-query';
import { Panel, Pill, Time } from '../../../components/ui';
import type { DriftFinding } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { nodeDriftQuery } from '../api/drift';
import { MARK_LOOKS } from '../model/node-marks';
import styles from './nodes.module.css';

/** Findings of one node, open and past; nothing at all for the many nodes that never had one. */
export function NodeDrift({ nodeId }: { readonly nodeId: string }) {
  const t = useTranslate();
  const { data } = useQuery(nodeDriftQuery(nodeId));
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('drift.title')} isFlush>
      <ul>
        {data.items.map((finding) => (
          <FindingLine key={finding.id} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
}

function FindingLine({ finding }: { readonly finding: DriftFinding }) {
  const t = useTranslate();
  const nameOf = (version: string | null, sha256: string | null): string =>
    version ?? sha256?.slice(0, 12) ?? t('node.nothing');
  const isOpen = finding.closedAt === null;
  return (
    <li className={styles.row}>
      <span className={styles.grow}>
        <span className={isOpen ? styles.name : styles.dim}>{finding.bin}</span>{' '}
        {t('drift.found', { version: nameOf(finding.foundVersion, finding.foundSha256) })},{' '}
        {t('drift.shouldRun', { version: nameOf(finding.desiredVersion, finding.desiredSha256) })}
        <span className={styles.sub}>
          <Time iso={finding.since} />
          {finding.closedAt && (
            <>
              {' – '}
              <Time iso={finding.closedAt} />
            </>
          )}
          {finding.attempts > 0 && ` · ${t('drift.attempts', { count: finding.attempts })}`}
        </span>
      </span>
      {finding.closedHow === null ? (
        <Pill tone="amber" icon={MARK_LOOKS.drifted.icon}>
          {t('drift.open')}
        </Pill>
      ) : (
        <span className={styles.dim}>{t(`drift.${finding.closedHow}`)}</span>
      )}
    </li>
  );
}
