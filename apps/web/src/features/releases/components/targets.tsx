import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconServer2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { NodeError } from '../../../components/node-error';
import {
  Button,
  DataTable,
  EmptyState,
  FilterBar,
  Panel,
  QueryView,
  Select,
  Sha,
  TimeAgo,
  type Column,
} from '../../../components/ui';
import { pagedRows } from '../../../lib/api/paged-rows';
import type { ReleaseDetail, ReleaseTarget } from '../../../lib/api';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { targetsQuery } from '../api/list-targets';
import { BAD_TARGETS, TARGET_LOOKS, TARGET_STATUSES } from '../model/status-look';
import { NodeLink } from './node-link';
import { TargetStatusPill } from './status-pill';
import styles from './release.module.css';

export interface TargetFilters {
  readonly find: string;
  readonly nodeStatus: string;
  readonly wave: string;
}

interface Props {
  readonly release: ReleaseDetail;
  readonly filters: TargetFilters;
  readonly isFiltered: boolean;
  readonly onChange: (part: Partial<TargetFilters>) => void;
  readonly onClear: () => void;
}

export function Targets(props: Props) {
  const t = useTranslate();
  const { release, filters } = props;
  const query = useInfiniteQuery({
    ...targetsQuery(release.id, { q: filters.find, status: filters.nodeStatus, wave: filters.wave }),
    placeholderData: keepPreviousData,
  });
  const list = pagedRows(query);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Panel id="nodes" title={t('release.nodes')} count={release.progress.total} isFlush>
      <div style={{ padding: '0.75rem 1rem', borderBottom: '1px solid var(--rc-border)' }}>
        <Filters {...props} />
      </div>
      <QueryView query={query} what={t('release.nodes')} rows={5}>
        {() =>
          list.rows.length === 0 ? (
            <NoTargets {...props} />
          ) : (
            <DataTable
              label={t('release.nodes')}
              columns={columns}
              rows={list.rows}
              rowKey={(target) => target.nodeId}
              {...list.table}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Filters({ release, filters, isFiltered, onChange, onClear }: Props) {
  const t = useTranslate();
  const isBadOnly = filters.nodeStatus === BAD_TARGETS;
  return (
    <FilterBar
      search={filters.find}
      placeholder={t('release.searchNodes')}
      isFiltered={isFiltered}
      onSearch={(find) => onChange({ find })}
      onClear={onClear}
    >
      <Select
        aria-label={t('release.status')}
        placeholder={t('filter.anyStatus')}
        clearable
        data={TARGET_STATUSES.map((status) => ({ value: status, label: t(TARGET_LOOKS[status].label) }))}
        value={isBadOnly || filters.nodeStatus === '' ? null : filters.nodeStatus}
        onChange={(value) => onChange({ nodeStatus: value ?? '' })}
        w={170}
      />
      <Select
        aria-label={t('release.wave')}
        placeholder={t('filter.anyWave')}
        clearable
        data={release.waves.map(({ index }, position) => ({
          value: String(index),
          label: t('release.waveShort', { number: position + 1 }),
        }))}
        value={filters.wave === '' ? null : filters.wave}
        onChange={(value) => onChange({ wave: value ?? '' })}
        w={130}
      />
      <Button
        aria-pressed={isBadOnly}
        onClick={() => onChange({ nodeStatus: isBadOnly ? '' : BAD_TARGETS })}
        tone={isBadOnly ? 'primary' : 'default'}
      >
        {t('release.failedOnly')}
      </Button>
    </FilterBar>
  );
}

function NoTargets({ isFiltered, onClear }: Props) {
  const t = useTranslate();
  if (!isFiltered)
    return (
      <EmptyState
        icon={<IconServer2 size={22} />}
        title={t('release.noTargets')}
        text={t('release.noTargetsText')}
      />
    );
  return (
    <EmptyState
      icon={<IconServer2 size={22} />}
      title={t('empty.noMatch')}
      action={<Button onClick={onClear}>{t('common.clearFilters')}</Button>}
    />
  );
}

const columnsOf = (t: Translate): readonly Column<ReleaseTarget>[] => [
  {
    id: 'node',
    header: t('release.node'),
    onCard: 'title',
    cell: (target) => (
      <>
        <NodeLink nodeId={target.nodeId}>{target.nodeName}</NodeLink>
        {target.error && <NodeError error={target.error} />}
      </>
    ),
  },
  {
    id: 'status',
    header: t('release.status'),
    width: '12rem',
    onCard: 'corner',
    cell: ({ status }) => <TargetStatusPill status={status} />,
  },
  {
    id: 'wave',
    header: t('release.wave'),
    width: '5rem',
    cell: ({ wave }) => t('release.waveShort', { number: wave + 1 }),
  },
  { id: 'runs', header: t('release.runsNow'), width: '17rem', cell: (target) => <Runs target={target} /> },
  {
    id: 'seen',
    header: t('release.lastSeen'),
    width: '8rem',
    isEnd: true,
    cell: ({ lastSeenAt }) => (lastSeenAt ? <TimeAgo iso={lastSeenAt} /> : '–'),
  },
];

function Runs({ target }: { readonly target: ReleaseTarget }) {
  const { observed } = target;
  if (!observed?.sha256) return <span className={styles.muted}>–</span>;
  return (
    <span className={styles.version}>
      {observed.version && <b>{observed.version}</b>}
      <Sha value={observed.sha256} />
    </span>
  );
}
