import { Link } from 'react-router';
import { Panel } from '../../../components/ui';
import type { ErrorFact, ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { TargetStatusPill } from './status-pill';
import styles from './waves.module.css';

const SHOWN = 8;

/** The nodes that are not where they should be, with what they said about it. */
export function Exceptions({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { exceptions } = release;
  if (exceptions.length === 0) return null;
  return (
    <Panel
      title={t('release.exceptions')}
      count={exceptions.length >= 100 ? '100+' : exceptions.length}
      isFlush
    >
      <ul>
        {exceptions.slice(0, SHOWN).map((node) => (
          <li key={node.nodeId} className={styles.exception}>
            <div className={styles.exceptionHead}>
              <Link to={`/nodes/${encodeURIComponent(node.nodeId)}`}>{node.nodeName}</Link>
              <TargetStatusPill status={node.status} />
            </div>
            {node.error && <ErrorText error={node.error} />}
          </li>
        ))}
      </ul>
      {exceptions.length > SHOWN && (
        <p className={styles.exception}>
          <a href="#nodes">{t('release.moreBelow', { count: exceptions.length - SHOWN })}</a>
        </p>
      )}
    </Panel>
  );
}

export const ErrorText = ({ error }: { readonly error: ErrorFact }) => (
  <p className={styles.error}>
    <code>{error.code}</code> {error.message}
  </p>
);
