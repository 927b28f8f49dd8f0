import { useInfiniteQuery } from '@tanstack/react-query';
import { IconServer2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import {
  CountsBar,
  CountsLegend,
  DataTable,
  EmptyState,
  FilterBar,
  Panel,
  Pill,
  QueryView,
  Select,
  Sha,
  TimeAgo,
  type Column,
} from '../../../components/ui';
import type {
  ConfigEnvironment,
  ConfigFile,
  ConfigInstance,
  InstancePage,
  InstanceState,
} from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { useTranslate, type Translate } from '../../../lib/i18n';
import { useUrlFilters } from '../../../lib/navigation/use-url-filters';
import { instancesQuery } from '../api/instances';
import { INSTANCE_LOOKS, INSTANCE_STATES } from '../model/looks';
import styles from './config.module.css';

const FILTERS = ['state', 'find'] as const;

export function InstancesTab(props: { readonly file: ConfigFile; readonly environment: ConfigEnvironment }) {
  const { file, environment } = props;
  const t = useTranslate();
  const filters = useUrlFilters(FILTERS);
  const { state, find } = filters.values;
  const query = useInfiniteQuery(instancesQuery(file.id, { environment: environment.code, state, q: find }));
  const { rows, table } = pagedRows(query);
  const counts = query.data?.pages[0]?.counts;
  return (
    <Panel
      title={t('config.instancesIn', { name: environment.name })}
      {...(counts ? { count: t('count.nodes', { count: counts.total }) } : {})}
      isFlush
    >
      {counts && <Counts counts={counts} />}
      <div className={styles.filters}>
        <FilterBar
          search={find}
          placeholder={t('config.findNode')}
          isFiltered={filters.isFiltered}
          onSearch={(text) => filters.set({ find: text })}
          onClear={filters.clear}
        >
          <Select
            aria-label={t('config.instanceState')}
            placeholder={t('config.anyState')}
            clearable
            data={INSTANCE_STATES.map((one) => ({ value: one, label: t(`config.instance.${one}`) }))}
            value={state || null}
            onChange={(chosen) => filters.set({ state: chosen ?? '' })}
            w={170}
          />
        </FilterBar>
      </div>
      <QueryView query={query} what={t('config.tab.instances')} rows={5} rowHeight={36}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconServer2 size={22} />}
              title={t(filters.isFiltered ? 'empty.noMatch' : 'config.noNodes')}
              {...(filters.isFiltered ? {} : { text: t('config.noNodesText', { bin: file.bin }) })}
            />
          ) : (
            <DataTable
              label={t('config.instancesIn', { name: environment.name })}
              columns={columnsOf(t)}
              rows={rows}
              rowKey={({ nodeId }) => nodeId}
              {...table}
              isFetching={query.isFetchingNextPage}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Counts({ counts }: { readonly counts: InstancePage['counts'] }) {
  const t = useTranslate();
  const parts = INSTANCE_STATES.map((state) => ({
    key: state,
    label: t(`config.instance.${state}`),
    count: counts[state],
    tone: INSTANCE_LOOKS[state].tone,
  }));
  return (
    <div className={styles.counts} data-instance-counts>
      <CountsBar parts={parts} total={counts.total} label={t('config.tab.instances')} />
      <CountsLegend parts={parts} />
    </div>
  );
}

function StatePill({ state }: { readonly state: InstanceState }) {
  const t = useTranslate();
  const { tone, icon } = INSTANCE_LOOKS[state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`config.instance.${state}`)}
    </Pill>
  );
}

const columnsOf = (t: Translate): readonly Column<ConfigInstance>[] => [
  {
    id: 'node',
    header: t('config.node'),
    onCard: 'title',
    cell: ({ nodeId, nodeName }) => <Link to={`/nodes/${encodeURIComponent(nodeId)}`}>{nodeName}</Link>,
  },
  {
    id: 'state',
    header: t('config.instanceState'),
    onCard: 'corner',
    width: '11rem',
    cell: ({ state, isSilent }) => (
      <span className={styles.line}>
        <StatePill state={state} />
        {isSilent && <span className={styles.dim}>{t('config.silent')}</span>}
      </span>
    ),
  },
  { id: 'running', header: t('config.running'), cell: ({ running }) => running ?? '–' },
  { id: 'wanted', header: t('config.wanted'), cell: ({ wanted }) => wanted ?? '–' },
  { id: 'sha', header: 'sha256', cell: ({ sha256 }) => (sha256 === null ? '–' : <Sha value={sha256} />) },
  {
    id: 'error',
    header: t('config.error'),
    onCard: 'wide',
    cell: ({ error }) => error && <span className={styles.error}>{error}</span>,
  },
  {
    id: 'reported',
    header: t('config.reported'),
    width: '8rem',
    cell: ({ reportedAt }) => (reportedAt === null ? '–' : <TimeAgo iso={reportedAt} />),
  },
];
