import type { Things } from './things.js';

export const MEMBERS = ['project_admin', 'release_manager', 'developer', 'operator', 'viewer'] as const;
export type Who = 'admin' | (typeof MEMBERS)[number];

/**
 * `public`: nobody need sign in. `node`: nodes only. `everybody`: any signed-in person, about themselves or narrowed to what
 * they may see. `somewhere`: whoever has such a role in any project. `project`: whoever has such a role in the project of
 * the first id; to all others it looks missing.
 */
export type Place = 'public' | 'node' | 'everybody' | 'somewhere' | 'project';

/** The same route again with something of a project in the query or the body, or behind its second id. */
export interface Probe {
  readonly ids?: readonly (keyof Things)[];
  readonly query?: (things: Things) => string;
  readonly body?: (things: Things) => object | string;
}

export interface AccessRow {
  readonly route: string;
  readonly place: Place;
  readonly may: readonly Who[];
  /** What stands for the parameters of the path, in their order; the first one names the project. */
  readonly ids: readonly (keyof Things)[];
  /** A body with which only the ids decide: needed where a second id could belong to another project. */
  readonly body?: (things: Things) => object;
  /** `somewhere`: asks for a thing of a project by other means than the path. */
  readonly probe?: Probe;
}

// The table of roles, line by line.
export const ADMIN: readonly Who[] = ['admin'];
export const CONFIGURE: readonly Who[] = ['admin', 'project_admin'];
export const DRAFT: readonly Who[] = ['admin', 'project_admin', 'release_manager', 'developer'];
export const APPROVE: readonly Who[] = ['admin', 'project_admin', 'release_manager'];
export const DEPLOY: readonly Who[] = ['admin', 'project_admin', 'release_manager', 'operator'];
export const EMERGENCY = DEPLOY;
export const NODES: readonly Who[] = ['admin', 'project_admin', 'operator'];
export const OVERRIDE = CONFIGURE;
export const AUDIT = APPROVE;
export const METRICS: readonly Who[] = ['admin', 'project_admin', 'release_manager', 'developer', 'operator'];
export const READ: readonly Who[] = ['admin', ...MEMBERS];

const row =
  (place: Place, may: readonly Who[]) =>
  (route: string, ids: AccessRow['ids'] = [], more: Pick<AccessRow, 'body' | 'probe'> = {}): AccessRow => ({
    route,
    place,
    may,
    ids,
    ...more,
  });

export const open = row('public', []);
export const node = row('node', []);
export const everybody = row('everybody', READ);
export const somewhere = (may: readonly Who[]) => row('somewhere', may);
export const project = (may: readonly Who[]) => row('project', may);
export const of = (
  may: readonly Who[],
  route: string,
  ids: AccessRow['ids'],
  body?: AccessRow['body'],
): AccessRow => project(may)(route, ids, body ? { body } : {});
export const byProject: Probe = { query: (things) => `projectId=${things.project}` };
