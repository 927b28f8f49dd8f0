import type { Alert } from '../../../lib/api';

/** Node states for which the list of nodes has a filter of its own. */
const NODE_FILTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  offline: { presence: 'offline' },
  quarantined: { mark: 'quarantined' },
  drifted: { mark: 'drifted' },
};

/** The page on which what an alert is about can be looked at. */
export function alertLink({ condition, release, project, environment, bin }: Alert): string {
  if (release) return `/releases/${release.id}`;
  const place = { project: project.id, environment: environment.id };
  if (condition.kind === 'nodes')
    return `/nodes?${String(new URLSearchParams({ ...place, ...NODE_FILTERS[condition.state ?? ''] }))}`;
  return `/monitoring?${String(new URLSearchParams({ ...place, ...(bin ? { bin } : {}) }))}`;
}
