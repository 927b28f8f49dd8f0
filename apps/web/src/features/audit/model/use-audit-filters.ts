import { useMemo } from 'react';
import { fromClockInput } from '../../../lib/format';
import { useUrlFilters } from '../../../lib/navigation/use-url-filters';
import { usePreferences } from '../../../lib/preferences';
import type { AuditFilter } from '../api/audit';

const DAY_MS = 86_400_000;
const NAMES = ['q', 'project', 'action', 'actor', 'subject', 'request', 'from', 'to'] as const;

export type AuditFilters = ReturnType<typeof useUrlFilters<(typeof NAMES)[number]>>;

/** Days in the address are days of the zone in which times are shown; `to` belongs to what is shown. */
export function useAuditFilters(): { readonly filters: AuditFilters; readonly filter: AuditFilter } {
  const { timeZone } = usePreferences();
  const filters = useUrlFilters(NAMES);
  const { values } = filters;
  const filter = useMemo((): AuditFilter => {
    const startOf = (day: string): string | null => fromClockInput(day && `${day}T00:00`, timeZone);
    const last = startOf(values.to);
    return {
      q: values.q,
      projectId: values.project,
      action: values.action,
      actorId: values.actor,
      subjectId: values.subject,
      requestId: values.request,
      from: startOf(values.from) ?? '',
      to: last === null ? '' : new Date(Date.parse(last) + DAY_MS).toISOString(),
    };
  }, [values, timeZone]);
  return { filters, filter };
}
