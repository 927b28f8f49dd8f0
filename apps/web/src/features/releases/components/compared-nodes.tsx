import { Link } from 'react-router';
import { Panel } from '../../../components/ui';
import type { ReleaseComparison } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import styles from './comparison.module.css';

type Nodes = NonNullable<ReleaseComparison['nodes']>;

/** Which nodes only one of the two had: a release that did well elsewhere proves little here. */
export function ComparedNodes({ comparison }: { readonly comparison: ReleaseComparison }) {
  const t = useTranslate();
  const { nodes, a, b } = comparison;
  return (
    <Panel title={t('compare.nodeSets')}>
      {nodes === null ? (
        <p className={styles.word}>{t('compare.noNodes')}</p>
      ) : (
        <dl className={styles.sets}>
          <Set label={t('compare.both')} count={nodes.both} sample={[]} />
          <Set
            label={t('compare.onlyIn', { number: a.number })}
            count={nodes.onlyInA}
            sample={nodes.sampleOnlyInA}
          />
          <Set
            label={t('compare.onlyIn', { number: b.number })}
            count={nodes.onlyInB}
            sample={nodes.sampleOnlyInB}
          />
        </dl>
      )}
    </Panel>
  );
}

function Set(props: {
  readonly label: string;
  readonly count: number;
  readonly sample: Nodes['sampleOnlyInA'];
}) {
  const t = useTranslate();
  const { label, count, sample } = props;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{t('count.nodes', { count })}</strong>
        {sample.length > 0 && (
          <span className={styles.sample}>
            {sample.map(({ id, name }) => (
              <Link key={id} to={`/nodes/${encodeURIComponent(id)}`}>
                {name}
              </Link>
            ))}
            {count > sample.length && (
              <span>{t('failures.moreNodes', { count: count - sample.length })}</span>
            )}
          </span>
        )}
      </dd>
    </div>
  );
}
