import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Page } from '../components/layout';
import { Button } from '../components/ui';
import { BinFilter } from '../features/bins/components/bin-filter';
import { GroupingPicker } from '../features/monitoring/components/grouping-picker';
import { Latest } from '../features/monitoring/components/latest';
import { MonitoringTabs } from '../features/monitoring/components/monitoring-tabs';
import { OverTime } from '../features/monitoring/components/over-time';
import { groupingOf, type FigureScope } from '../features/monitoring/model/figure-scope';
import { projectsQuery } from '../features/projects/api/list-projects';
import { PlaceFilter } from '../features/projects/components/place-filter';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import styles from './monitoring.module.css';

const SCOPE = ['project', 'environment', 'bin'] as const;
const VIEW = ['by', 'range', 'from', 'to'] as const;

export default function MonitoringRoute() {
  const t = useTranslate();
  const filters = useUrlFilters(SCOPE);
  const view = useUrlFilters(VIEW);
  const environments = useEnvironmentNames(filters.values.project);
  const { project, environment, bin } = filters.values;
  const by = groupingOf(view.values.by);
  const scope = useMemo(
    (): FigureScope => ({ projectId: project, environmentId: environment, bin }),
    [project, environment, bin],
  );
  const apart = useMemo((): FigureScope => ({ ...scope, by }), [scope, by]);
  return (
    <Page title={t('nav.monitoring')}>
      <MonitoringTabs />
      <div className={styles.scope} role="search">
        <PlaceFilter
          project={project}
          environment={environment}
          onChange={(place) => filters.set('project' in place ? { ...place, bin: '' } : place)}
        />
        <BinFilter projectId={project} value={bin} onChange={(chosen) => filters.set({ bin: chosen })} />
        <GroupingPicker value={by} onChange={(chosen) => view.set({ by: chosen })} />
        {filters.isFiltered && (
          <Button tone="quiet" onClick={filters.clear}>
            {t('common.clearFilters')}
          </Button>
        )}
      </div>
      <Latest scope={scope} />
      <OverTime
        scope={apart}
        environments={environments}
        range={view.values}
        onRange={view.set}
        isFiltered={filters.isFiltered}
        onClear={filters.clear}
      />
    </Page>
  );
}

/** With the name of the project, unless only one is looked at. */
function useEnvironmentNames(projectId: string): ReadonlyMap<string, string> {
  const { data } = useQuery(projectsQuery({}));
  return useMemo(
    () =>
      new Map(
        (data?.items ?? []).flatMap((project) =>
          project.environments.map(({ id, name }) => [
            id,
            projectId === '' ? `${project.name} · ${name}` : name,
          ]),
        ),
      ),
    [data, projectId],
  );
}
