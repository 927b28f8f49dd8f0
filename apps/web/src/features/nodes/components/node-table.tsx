import { useMemo } from 'react';
import { Link } from 'react-router';
import { Checkbox, DataTable, TimeAgo, type Column } from '../../../components/ui';
import type { FleetNode } from '../../../lib/api';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { LabelList, LifecyclePill, MarkPills, PresencePill } from './node-pills';
import styles from './nodes.module.css';

/** Which rows are ticked; absent for people who may change none. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (node: FleetNode) => void;
}

export function NodeTable(props: {
  readonly nodes: readonly FleetNode[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onNeedRow: (index: number) => void;
  readonly selection?: Selection | undefined;
}) {
  const t = useTranslate();
  const { nodes, selection, ...table } = props;
  const columns = useMemo(
    () => (selection ? [tickColumn(t, selection), ...columnsOf(t)] : columnsOf(t)),
    [t, selection],
  );
  return (
    <DataTable label={t('nav.nodes')} columns={columns} rows={nodes} rowKey={({ id }) => id} {...table} />
  );
}

const tickColumn = (t: Translate, { ids, toggle }: Selection): Column<FleetNode> => ({
  id: 'tick',
  header: t('bulk.selectHead'),
  width: '4.25rem',
  onCard: 'corner',
  cell: (node) => (
    <Checkbox
      aria-label={t('bulk.select', { name: node.name })}
      checked={ids.has(node.id)}
      onChange={() => toggle(node)}
    />
  ),
});

const columnsOf = (t: Translate): readonly Column<FleetNode>[] => [
  {
    id: 'name',
    header: t('node.name'),
    onCard: 'title',
    cell: (node) => (
      <>
        <Link to={`/nodes/${encodeURIComponent(node.id)}`} className={styles.name}>
          {node.name}
        </Link>
        <span className={styles.sub}>
          {[node.arch, node.osRelease].filter(Boolean).join(' · ') || node.id}
        </span>
      </>
    ),
  },
  {
    id: 'presence',
    header: t('node.presence'),
    width: '7.75rem',
    onCard: 'corner',
    cell: ({ presence }) => <PresencePill presence={presence} />,
  },
  {
    id: 'lifecycle',
    header: t('node.lifecycle'),
    width: '8.25rem',
    cell: (node) => (
      <span className={styles.marks}>
        <LifecyclePill lifecycle={node.lifecycle} />
        <MarkPills node={node} />
      </span>
    ),
  },
  {
    id: 'serves',
    header: t('node.serves'),
    width: '10rem',
    cell: ({ memberships }) =>
      memberships.map((place) => (
        <div key={place.projectId} className={styles.runs}>
          {place.projectCode} / {place.environmentCode}
        </div>
      )),
  },
  {
    id: 'runs',
    header: t('node.runs'),
    width: '13rem',
    onCard: 'wide',
    cell: (node) => <Runs node={node} />,
  },
  {
    id: 'labels',
    header: t('node.labels'),
    width: '15%',
    onCard: 'wide',
    cell: ({ labels }) => <LabelList labels={labels} />,
  },
  {
    id: 'seen',
    header: t('release.lastSeen'),
    width: '6.5rem',
    isEnd: true,
    cell: ({ lastSeenAt }) => (lastSeenAt ? <TimeAgo iso={lastSeenAt} /> : '–'),
  },
];

function Runs({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  if (node.running.length === 0) return <span className={styles.dim}>–</span>;
  return (
    <span className={styles.runs}>
      {node.running.map((bin) => (
        <span key={bin.bin}>
          {bin.bin} <strong>{bin.version ?? bin.sha256?.slice(0, 8) ?? t('node.nothing')}</strong>
          {bin.desired?.sha256 && bin.desired.sha256 !== bin.sha256 && (
            <span className={styles.want}> → {bin.desired.version ?? bin.desired.sha256.slice(0, 8)}</span>
          )}
        </span>
      ))}
    </span>
  );
}
