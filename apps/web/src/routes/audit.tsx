import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { IconClipboardList } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { Page } from '../components/layout';
import { Button, EmptyState, Panel, QueryView } from '../components/ui';
import { auditQuery } from '../features/audit/api/audit';
import { AuditFilterBar } from '../features/audit/components/audit-filter-bar';
import { AuditTable } from '../features/audit/components/audit-table';
import { EntryDrawer } from '../features/audit/components/entry-drawer';
import { ExportMenu } from '../features/audit/components/export-menu';
import { VerifyPanel } from '../features/audit/components/verify-panel';
import { useAuditFilters } from '../features/audit/model/use-audit-filters';
import { ProjectFilter } from '../features/projects/components/place-filter';
import type { AuditEntry } from '../lib/api';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { canAnywhere, useMe } from '../lib/session';

export default function AuditRoute() {
  const t = useTranslate();
  const me = useMe();
  const { filters, filter } = useAuditFilters();
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const query = useInfiniteQuery({ ...auditQuery(filter), placeholderData: keepPreviousData });
  const list = pagedRows(query);
  const onOpen = useCallback((entry: AuditEntry) => setOpened(entry), []);
  return (
    <Page title={t('nav.audit')} actions={canAnywhere(me, 'readAudit') && <ExportMenu filter={filter} />}>
      {me.isAdmin && <VerifyPanel />}
      <AuditFilterBar filters={filters}>
        <ProjectFilter value={filters.values.project} onChange={(project) => filters.set({ project })} />
      </AuditFilterBar>
      <Panel isFlush>
        <QueryView query={query} what={t('nav.audit')} rows={8}>
          {() =>
            list.rows.length > 0 ? (
              <AuditTable entries={list.rows} {...list.table} onOpen={onOpen} />
            ) : (
              <EmptyState
                icon={<IconClipboardList size={22} />}
                title={t(filters.isFiltered ? 'empty.noMatch' : 'audit.none')}
                action={
                  filters.isFiltered && <Button onClick={filters.clear}>{t('common.clearFilters')}</Button>
                }
              />
            )
          }
        </QueryView>
      </Panel>
      <EntryDrawer entry={opened} filters={filters} onClose={() => setOpened(null)} />
    </Page>
  );
}
