import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconFolders, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../components/layout';
import { Button, Dialog, EmptyState, FilterBar, Panel, QueryView, Switch } from '../components/ui';
import { allBinsQuery } from '../features/bins/api/list-bins';
import { projectsQuery } from '../features/projects/api/list-projects';
import { ProjectForm } from '../features/projects/components/project-form';
import { ProjectGrid, RunningVersion } from '../features/projects/components/project-grid';
import type { Environment, Project } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { useMe } from '../lib/session';

const FILTERS = ['q', 'archived'] as const;
const SHOWN_BINS = 3;

export default function ProjectsRoute() {
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const [isCreating, setIsCreating] = useState(false);
  const { values, set, clear, isFiltered } = useUrlFilters(FILTERS);
  const query = useQuery({
    ...projectsQuery({ q: values.q, archived: values.archived === 'true' }),
    placeholderData: keepPreviousData,
  });
  const create = me.isAdmin && (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={() => setIsCreating(true)}>
      {t('project.create')}
    </Button>
  );
  return (
    <Page title={t('nav.projects')} actions={create}>
      <FilterBar
        search={values.q}
        placeholder={t('project.search')}
        isFiltered={isFiltered}
        onSearch={(q) => set({ q })}
        onClear={clear}
      >
        <Switch
          label={t('project.showArchived')}
          checked={values.archived === 'true'}
          onChange={(event) => set({ archived: event.currentTarget.checked ? 'true' : '' })}
        />
      </FilterBar>
      <QueryView query={query} what={t('nav.projects')} rows={3} rowHeight={92}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing isFiltered={isFiltered} onClear={clear} create={create} />
          ) : (
            <Grid projects={items} />
          )
        }
      </QueryView>
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('project.create')}>
        <ProjectForm
          project={null}
          onCancel={() => setIsCreating(false)}
          onSaved={(project) => void navigate(`/projects/${project.code}`)}
        />
      </Dialog>
    </Page>
  );
}

/** What runs where comes from the bins, joined here because no feature may look into another. */
function Grid({ projects }: { readonly projects: readonly Project[] }) {
  const bins = useQuery(allBinsQuery(''));
  const cell = (project: Project, environment: Environment) =>
    (bins.data?.items ?? [])
      .filter(({ projectId }) => projectId === project.id)
      .flatMap((bin) =>
        bin.running
          .filter(({ environmentCode }) => environmentCode === environment.code)
          .map(({ version }) => (
            <RunningVersion key={`${bin.id} ${version}`} bin={bin.name} version={version} />
          )),
      )
      .slice(0, SHOWN_BINS);
  return <ProjectGrid projects={projects} cell={cell} />;
}

function Nothing(props: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly create: React.ReactNode;
}) {
  const t = useTranslate();
  const icon = <IconFolders size={22} />;
  return (
    <Panel isFlush>
      {props.isFiltered ? (
        <EmptyState
          icon={icon}
          title={t('empty.noMatch')}
          action={<Button onClick={props.onClear}>{t('common.clearFilters')}</Button>}
        />
      ) : (
        <EmptyState
          icon={icon}
          title={t('project.none')}
          text={t(props.create ? 'project.noneText' : 'project.noneForYou')}
          action={props.create}
        />
      )}
    </Panel>
  );
}
