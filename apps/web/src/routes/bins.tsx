import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../components/layout';
import { Button, Dialog, EmptyState, FilterBar, Panel, QueryView, Select } from '../components/ui';
import { binsQuery } from '../features/bins/api/list-bins';
import { BinForm } from '../features/bins/components/bin-form';
import { BinTable } from '../features/bins/components/bin-table';
import { projectsQuery } from '../features/projects/api/list-projects';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { roleCan } from '../lib/session';

const FILTERS = ['q', 'project'] as const;

export default function BinsRoute() {
  const t = useTranslate();
  const navigate = useNavigate();
  const [isCreating, setIsCreating] = useState(false);
  const { values, set, clear, isFiltered } = useUrlFilters(FILTERS);
  const projects = useQuery(projectsQuery({}));
  const query = useInfiniteQuery({
    ...binsQuery({ q: values.q, projectId: values.project }),
    placeholderData: keepPreviousData,
  });
  const list = pagedRows(query);
  const own = (projects.data?.items ?? []).filter(({ myRole }) => roleCan(myRole, 'upload'));
  const create = own.length > 0 && (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={() => setIsCreating(true)}>
      {t('bin.create')}
    </Button>
  );
  return (
    <Page title={t('nav.bins')} lead={t('bin.lead')} actions={create}>
      <FilterBar
        search={values.q}
        placeholder={t('bin.search')}
        isFiltered={isFiltered}
        onSearch={(q) => set({ q })}
        onClear={clear}
      >
        <Select
          aria-label={t('release.project')}
          placeholder={t('filter.anyProject')}
          clearable
          searchable
          data={(projects.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={values.project || null}
          onChange={(project) => set({ project: project ?? '' })}
          w={180}
        />
      </FilterBar>
      <Panel isFlush>
        <QueryView query={query} what={t('nav.bins')} rows={5}>
          {() =>
            list.rows.length > 0 ? (
              <BinTable bins={list.rows} {...list.table} />
            ) : isFiltered ? (
              <EmptyState
                icon={<IconPackage size={22} />}
                title={t('empty.noMatch')}
                action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}
              />
            ) : (
              <EmptyState
                icon={<IconPackage size={22} />}
                title={t('bin.none')}
                text={t('bin.noneText')}
                action={create}
              />
            )
          }
        </QueryView>
      </Panel>
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('bin.create')}>
        <BinForm
          projects={own}
          projectId={values.project || null}
          onCancel={() => setIsCreating(false)}
          onSaved={(bin) => void navigate(`/bins/${bin.name}`)}
        />
      </Dialog>
    </Page>
  );
}
