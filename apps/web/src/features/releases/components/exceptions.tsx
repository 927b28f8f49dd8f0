import { NodeError } from '../../../components/node-error';
import { Panel } from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { NodeLink } from './node-link';
import { TargetStatusPill } from './status-pill';
import styles from './waves.module.css';

const SHOWN = 8;
const PASSED_BY: readonly string[] = ['skipped', 'excluded'];

/** The nodes that were passed by, with why; those that failed stand with what they failed of. */
export function Exceptions({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const exceptions = release.exceptions.filter(({ status }) => PASSED_BY.includes(status));
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
              <NodeLink nodeId={node.nodeId}>{node.nodeName}</NodeLink>
              <TargetStatusPill status={node.status} />
            </div>
            {node.error && <NodeError error={node.error} />}
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
