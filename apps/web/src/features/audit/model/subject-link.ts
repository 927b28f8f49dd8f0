import type { AuditEntry } from '../../../lib/api';

const LINKS: Readonly<Record<string, (entry: AuditEntry) => string | null>> = {
  release: ({ subject }) => `/releases/${subject.id}`,
  project: ({ subject }) => `/projects/${subject.id}`,
  environment: ({ projectId }) => projectId && `/projects/${projectId}`,
  node: ({ subject }) => (subject.name === null ? null : `/nodes/${encodeURIComponent(subject.id)}`),
  alert: () => '/monitoring/alerts?tab=history',
  alert_rule: () => '/monitoring/alerts?tab=rules',
  alert_silence: () => '/monitoring/alerts?tab=silences',
  bin: ({ subject }) => subject.name && `/bins/${encodeURIComponent(subject.name)}`,
  config: ({ subject }) => `/config/${subject.id}`,
  freeze: () => '/settings/freezes',
  emergency_stop: () => '/emergency-stop',
  token: ({ projectId }) => (projectId ? `/projects/${projectId}` : null),
  enrolment_token: () => '/nodes/enrolment',
};

/** Where the object can be looked at as it is now; what was deleted leads nowhere. */
export function subjectLink(entry: AuditEntry): string | null {
  if (entry.action.endsWith('.deleted')) return null;
  return LINKS[entry.subject.type]?.(entry) ?? null;
}
