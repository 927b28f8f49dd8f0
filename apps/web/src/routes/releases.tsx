import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconPlus, IconRocket } from '@tabler/icons-react';
import { Button, EmptyState, FilterBar, LinkButton, Panel, QueryView, Select } from '../components/ui';
import { Page } from '../components/layout';
import { PlaceFilter } from '../features/projects/components/place-filter';
import { releasesQuery } from '../features/releases/api/list-releases';
import { ComparisonBar } from '../features/releases/components/comparison-bar';
import { ReleaseTable } from '../features/releases/components/release-table';
import { RELEASE_LOOKS, statusesOf } from '../features/releases/model/status-look';
import { useComparisonPick } from '../features/releases/model/use-comparison-pick';
import { useHeldRows } from '../features/releases/model/use-held-rows';
import type { ReleaseStatus, ReleaseSummary } from '../lib/api';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canAnywhere, useMe } from '../lib/session';

const FILTERS = ['q', 'project', 'environment', 'status'] as const;
const VIEWS: Readonly<Record<string, string>> = {
  running: statusesOf('running').join(','),
  waiting: statusesOf('waiting').join(','),
  bad: statusesOf('bad').join(','),
};

const idOf = (release: ReleaseSummary): string => release.id;

export default function ReleasesRoute() {
  const t = useTranslate();
  const me = useMe();
  const filters = useUrlFilters(FILTERS);
  const { q, project, environment, status } = filters.values;
  const query = useInfiniteQuery({
    ...releasesQuery({ q, projectId: project, environmentId: environment, status: VIEWS[status] ?? status }),
    placeholderData: keepPreviousData,
  });
  const list = pagedRows(query);
  const pick = useComparisonPick();
  const held = useHeldRows(list.rows, idOf, {
    scope: JSON.stringify(filters.values),
    isPlaceholder: query.isPlaceholderData,
  });
  const newRelease = canAnywhere(me, 'draft') && (
    <LinkButton to="/releases/new" tone="primary" icon={<IconPlus size={16} />}>
      {t('release.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.releases')} actions={newRelease}>
      <ReleaseFilters filters={filters} />
      <ComparisonBar pick={pick} />
      <Panel isFlush>
        {held.heldCount > 0 && (
          <Button tone="quiet" isFullWidth onClick={held.show}>
            {t('release.heldBack', { count: held.heldCount })}
          </Button>
        )}
        <QueryView query={query} what={t('nav.releases')} rows={8}>
          {() =>
            held.rows.length === 0 ? (
              <NoReleases isFiltered={filters.isFiltered} onClear={filters.clear} action={newRelease} />
            ) : (
              <ReleaseTable releases={held.rows} pick={pick} {...list.table} />
            )
          }
        </QueryView>
      </Panel>
    </Page>
  );
}

function ReleaseFilters({
  filters,
}: {
  readonly filters: ReturnType<typeof useUrlFilters<(typeof FILTERS)[number]>>;
}) {
  const t = useTranslate();
  const { values, set } = filters;
  return (
    <FilterBar
      search={values.q}
      placeholder={t('release.search')}
      isFiltered={filters.isFiltered}
      onSearch={(q) => set({ q })}
      onClear={filters.clear}
    >
      <PlaceFilter project={values.project} environment={values.environment} onChange={set} />
      <Select
        aria-label={t('release.status')}
        placeholder={t('filter.anyStatus')}
        clearable
        data={[
          {
            group: t('filter.views'),
            items: [
              { value: 'running', label: t('filter.running') },
              { value: 'waiting', label: t('filter.waiting') },
              { value: 'bad', label: t('filter.bad') },
            ],
          },
          {
            group: t('release.status'),
            items: (Object.keys(RELEASE_LOOKS) as ReleaseStatus[]).map((key) => ({
              value: key,
              label: t(RELEASE_LOOKS[key].label),
            })),
          },
        ]}
        value={values.status || null}
        onChange={(status) => set({ status: status ?? '' })}
        w={190}
      />
    </FilterBar>
  );
}

function NoReleases(props: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly action: React.ReactNode;
}) {
  const t = useTranslate();
  const icon = <IconRocket size={22} />;
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
    <EmptyState icon={icon} title={t('release.none')} text={t('release.noneText')} action={props.action} />
  );
}
