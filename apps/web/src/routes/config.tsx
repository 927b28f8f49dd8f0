import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconFileSettings, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { Button, Dialog, EmptyState, FilterBar, Panel, QueryView } from '../components/ui';
import { configsQuery, LEAST_SEARCHED } from '../features/config/api/config-files';
import styles from '../features/config/components/config.module.css';
import { ExportButton } from '../features/config/components/list/export-button';
import { FileTable } from '../features/config/components/list/file-table';
import { ImportForm } from '../features/config/components/list/import-form';
import { NewFileForm } from '../features/config/components/list/new-file-form';
import { SearchResults } from '../features/config/components/list/search-results';
import { SecretsPanel } from '../features/config/components/secrets/secrets-panel';
import { LIST_TABS, listTabOf } from '../features/config/model/tabs';
import { useRights } from '../features/config/model/use-rights';
import { projectsQuery } from '../features/projects/api/list-projects';
import { ProjectFilter } from '../features/projects/components/place-filter';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canAnywhere, canIn, useMe } from '../lib/session';

const FILTERS = ['q', 'project'] as const;
const VIEW = ['tab'] as const;
type Open = 'new' | 'import';

export default function ConfigRoute() {
  const t = useTranslate();
  const filters = useUrlFilters(FILTERS);
  const view = useUrlFilters(VIEW);
  const [open, setOpen] = useState<Open | null>(null);
  const tab = listTabOf(view.values.tab);
  const { project } = filters.values;
  const at = (one: string): string => {
    const params = new URLSearchParams(project === '' ? {} : { project });
    if (one !== 'files') params.set('tab', one);
    return `/config?${params.toString()}`;
  };
  return (
    <Page
      title={t('config.title')}
      documentTitle={`${t(`config.list.${tab}`)} · ${t('config.title')}`}
      lead={t('config.lead')}
      actions={<Actions projectId={project} onOpen={setOpen} />}
    >
      <PageTabs
        label={t('config.title')}
        tabs={LIST_TABS.map((one) => ({
          to: at(one),
          label: t(`config.list.${one}`),
          isCurrent: one === tab,
        }))}
      />
      {tab === 'files' ? (
        <Files filters={filters} onOpen={setOpen} />
      ) : (
        <Secrets project={project} onProject={(id) => filters.set({ project: id })} />
      )}
      <Dialogs open={open} projectId={project} onClose={() => setOpen(null)} />
    </Page>
  );
}

function Actions(props: { readonly projectId: string; readonly onOpen: (open: Open) => void }) {
  const t = useTranslate();
  const why = canAnywhere(useMe(), 'editConfig') ? null : t('config.mayNotEdit');
  return (
    <>
      <ExportButton projectId={props.projectId} />
      <Button
        icon={<IconUpload size={16} aria-hidden />}
        unavailable={why}
        onClick={() => props.onOpen('import')}
      >
        {t('config.import')}
      </Button>
      <Button
        tone="primary"
        icon={<IconPlus size={16} aria-hidden />}
        unavailable={why}
        onClick={() => props.onOpen('new')}
      >
        {t('config.new')}
      </Button>
    </>
  );
}

function Files(props: {
  readonly filters: ReturnType<typeof useUrlFilters<(typeof FILTERS)[number]>>;
  readonly onOpen: (open: Open) => void;
}) {
  const { filters, onOpen } = props;
  const t = useTranslate();
  const { q, project } = filters.values;
  const query = useInfiniteQuery({
    ...configsQuery({ projectId: project, q }),
    placeholderData: (previous) => previous,
  });
  const { rows, table } = pagedRows(query);
  const isSearch = q.trim().length >= LEAST_SEARCHED;
  return (
    <>
      <FilterBar
        search={q}
        placeholder={t('config.search')}
        isFiltered={filters.isFiltered}
        onSearch={(text) => filters.set({ q: text })}
        onClear={filters.clear}
      >
        <ProjectFilter value={project} onChange={(id) => filters.set({ project: id })} />
      </FilterBar>
      <Panel title={t('config.files')} isFlush>
        <QueryView query={query} what={t('config.files')} rows={5} rowHeight={36}>
          {() =>
            rows.length > 0 ? (
              <FileTable rows={rows} table={table} />
            ) : (
              <NoFiles
                isSearch={isSearch}
                isFiltered={filters.isFiltered}
                onClear={filters.clear}
                onOpen={onOpen}
              />
            )
          }
        </QueryView>
      </Panel>
      {isSearch && <SearchResults q={q.trim()} projectId={project} />}
    </>
  );
}

/** Nothing yet, nothing that matches, or nothing that this person may see. */
function NoFiles(props: {
  readonly isSearch: boolean;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onOpen: (open: Open) => void;
}) {
  const t = useTranslate();
  const me = useMe();
  const icon = <IconFileSettings size={22} />;
  // What stands in the files comes below, and is what most searches are for.
  if (props.isSearch) return <p className={styles.row}>{t('config.noSuchName')}</p>;
  if (props.isFiltered)
    return (
      <EmptyState
        icon={icon}
        title={t('empty.noMatch')}
        action={<Button onClick={props.onClear}>{t('common.clearFilters')}</Button>}
      />
    );
  if (!me.isAdmin && me.memberships.length === 0)
    return <EmptyState icon={icon} title={t('config.noProjects')} text={t('config.noProjectsText')} />;
  const why = canAnywhere(me, 'editConfig') ? null : t('config.mayNotEdit');
  return (
    <EmptyState
      icon={icon}
      title={t('config.none')}
      text={t('config.noneText')}
      action={
        <>
          <Button tone="primary" unavailable={why} onClick={() => props.onOpen('new')}>
            {t('config.new')}
          </Button>{' '}
          <Button unavailable={why} onClick={() => props.onOpen('import')}>
            {t('config.import')}
          </Button>
        </>
      }
    />
  );
}

function Secrets(props: { readonly project: string; readonly onProject: (id: string) => void }) {
  const t = useTranslate();
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  const project = projects.find(({ id }) => id === props.project) ?? projects[0];
  const rights = useRights(project?.id ?? '');
  return (
    <>
      <div>
        <ProjectFilter value={project?.id ?? ''} onChange={props.onProject} />
      </div>
      {project && (
        <SecretsPanel
          key={project.id}
          projectId={project.id}
          environments={project.environments}
          rights={rights}
        />
      )}
      {!project && <p>{t('config.noProjects')}</p>}
    </>
  );
}

function Dialogs(props: {
  readonly open: Open | null;
  readonly projectId: string;
  readonly onClose: () => void;
}) {
  const { open, projectId, onClose } = props;
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const all = useQuery(projectsQuery({})).data?.items ?? [];
  const projects = all.filter(({ id }) => canIn(me, id, 'editConfig'));
  const start = projects.some(({ id }) => id === projectId) ? projectId : '';
  return (
    <Dialog
      isOpen={open !== null}
      size="lg"
      onClose={onClose}
      title={t(open === 'import' ? 'config.importTitle' : 'config.new')}
    >
      {open === 'new' && (
        <NewFileForm
          projects={projects}
          projectId={start}
          onCancel={onClose}
          onCreated={({ id }) => void navigate(`/config/${id}`)}
        />
      )}
      {open === 'import' && <ImportForm projects={projects} projectId={start} onDone={onClose} />}
    </Dialog>
  );
}
