import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../components/layout';
import {
  Button,
  Dialog,
  EmptyState,
  FilterBar,
  LinkButton,
  Panel,
  QueryView,
  Select,
  VisuallyHidden,
} from '../components/ui';
import { nodesQuery } from '../features/nodes/api/list-nodes';
import { AddNode } from '../features/nodes/components/add-node';
import { BulkBar } from '../features/nodes/components/bulk-bar';
import { MarkFilter } from '../features/nodes/components/mark-filter';
import { NodeTable } from '../features/nodes/components/node-table';
import { SummaryStrip } from '../features/nodes/components/summary-strip';
import { useSelection } from '../features/nodes/model/use-selection';
import { LIFECYCLE_LOOKS, LIFECYCLES } from '../features/nodes/model/node-looks';
import { projectsQuery } from '../features/projects/api/list-projects';
import { PlaceFilter } from '../features/projects/components/place-filter';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canAnywhere, roleCan, useMe } from '../lib/session';

const FILTERS = ['q', 'project', 'environment', 'presence', 'lifecycle', 'mark', 'label'] as const;
type Filters = ReturnType<typeof useUrlFilters<(typeof FILTERS)[number]>>;

export default function NodesRoute() {
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const filters = useUrlFilters(FILTERS);
  const { project, environment, ...rest } = filters.values;
  const projects = useQuery(projectsQuery({}));
  const query = useInfiniteQuery({
    ...nodesQuery({ ...rest, projectId: project, environmentId: environment }),
    placeholderData: keepPreviousData,
  });
  const list = pagedRows(query);
  const canOperate = canAnywhere(me, 'operateNodes');
  const selection = useSelection();
  const own = (projects.data?.items ?? []).filter(({ myRole }) => roleCan(myRole, 'operateNodes'));
  return (
    <Page
      title={t('nav.nodes')}
      actions={
        canOperate && (
          <>
            <Button onClick={() => setIsAdding(true)} icon={<IconPlus size={16} />}>
              {t('node.add')}
            </Button>
            <LinkButton to="/nodes/enrolment" tone="primary">
              {t('enrol.title')}
            </LinkButton>
          </>
        )
      }
    >
      <SummaryStrip
        projectId={project}
        presence={filters.values.presence}
        onSelect={(presence) => filters.set({ presence })}
      />
      <NodeFilters filters={filters} />
      <VisuallyHidden role="status">
        {list.total === undefined ? '' : t('count.nodes', { count: list.total })}
      </VisuallyHidden>
      <BulkBar nodes={selection.nodesOf(list.rows)} onClear={selection.clear} />
      <Panel isFlush>
        <QueryView query={query} what={t('nav.nodes')} rows={8}>
          {() =>
            list.rows.length > 0 ? (
              <NodeTable
                nodes={list.rows}
                {...list.table}
                selection={canOperate ? selection.ticks : undefined}
              />
            ) : (
              <NoNodes isFiltered={filters.isFiltered} onClear={filters.clear} canOperate={canOperate} />
            )
          }
        </QueryView>
      </Panel>
      <Dialog isOpen={isAdding} onClose={() => setIsAdding(false)} title={t('node.add')}>
        <AddNode
          projects={own}
          onCancel={() => setIsAdding(false)}
          onSaved={(node) => void navigate(`/nodes/${encodeURIComponent(node.id)}`)}
        />
      </Dialog>
    </Page>
  );
}

function NodeFilters({ filters }: { readonly filters: Filters }) {
  const t = useTranslate();
  const { values, set } = filters;
  return (
    <FilterBar
      search={values.q}
      placeholder={t('node.search')}
      isFiltered={filters.isFiltered}
      onSearch={(q) => set({ q })}
      onClear={filters.clear}
    >
      <PlaceFilter project={values.project} environment={values.environment} onChange={set} />
      <Select
        aria-label={t('node.lifecycle')}
        placeholder={t('filter.anyLifecycle')}
        clearable
        data={LIFECYCLES.map((lifecycle) => ({
          value: lifecycle,
          label: t(LIFECYCLE_LOOKS[lifecycle].label),
        }))}
        value={values.lifecycle || null}
        onChange={(lifecycle) => set({ lifecycle: lifecycle ?? '' })}
        w={160}
      />
      <MarkFilter projectId={values.project} value={values.mark} onChange={(mark) => set({ mark })} />
    </FilterBar>
  );
}

function NoNodes(props: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly canOperate: boolean;
}) {
  const t = useTranslate();
  const icon = <IconServer2 size={22} />;
  if (props.isFiltered) {
    return (
      <EmptyState
        icon={icon}
        title={t('empty.noMatch')}
        action={<Button onClick={props.onClear}>{t('common.clearFilters')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={t('node.none')}
      text={t(props.canOperate ? 'node.noneText' : 'node.noneForYou')}
      action={
        props.canOperate && (
          <LinkButton to="/nodes/enrolment" tone="primary">
            {t('enrol.title')}
          </LinkButton>
        )
      }
    />
  );
}
