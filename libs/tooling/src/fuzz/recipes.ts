import type { Chance } from '@release-console/fleet-sim';
import { draftFor } from './caretaker.js';
import { LANES, SPARE, VERSIONS, type FuzzStage } from './fuzz-stage.js';

/** What an operation needs beyond shapes and names to be taken now and then. */
export interface Recipe {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of what the path parameters would be. */
  readonly path?: string;
  /** Name of the caller. */
  readonly as?: string;
}

type Make = (chance: Chance, stage: FuzzStage) => Recipe;

const api = (path: string): string => `/api/v1${path}`;
const fresh = (chance: Chance): string => Math.floor(chance.next() * 2 ** 40).toString(36);

export const RECIPES: Readonly<Record<string, Make>> = {
  'POST /api/v1/auth/login': () => ({
    json: { email: 'viewer@example.com', password: 'a password of viewer' },
  }),
  'POST /api/v1/auth/refresh': (_, stage) => ({ headers: { cookie: stage.manager.cookie } }),
  'POST /api/v1/auth/password': () => ({
    as: 'viewer',
    json: { currentPassword: 'a password of viewer', newPassword: 'a password of viewer' },
  }),
  'POST /api/v1/auth/reset-password': (chance, stage) => ({
    json: { token: stage.things.pick('reset tokens', chance), password: `a new password ${fresh(chance)}` },
  }),
  'DELETE /api/v1/auth/sessions/{sessionId}': known(
    'sessions of viewer',
    'viewer',
    (id) => `/auth/sessions/${id}`,
  ),
  'DELETE /api/v1/users/{id}/sessions/{sessionId}': known('session paths', 'admin', (path) => path),
  'POST /api/v1/users/{id}/reset-link': (_, stage) => ({
    as: 'admin',
    path: api(`/users/${stage.approver.id}/reset-link`),
  }),
  'POST /api/v1/auth/second-factor': () => ({ as: 'viewer', json: { password: 'a password of viewer' } }),
  'POST /api/v1/users': (chance) => ({
    json: {
      email: `p${fresh(chance)}@example.com`,
      name: `P ${fresh(chance)}`,
      password: `a password ${fresh(chance)}`,
    },
    as: 'admin',
  }),
  'PATCH /api/v1/users/{id}': (_, stage) => ({
    json: { name: 'Renamed' },
    path: api(`/users/${stage.approver.id}`),
  }),
  'POST /api/v1/releases': (chance) => ({ json: draft(chance), as: 'release_manager' }),
  'POST /api/v1/releases/preview': (chance) => ({ json: without(draft(chance), 'submit') }),
  'PUT /api/v1/releases/{id}': (chance) => ({
    json: without(draft(chance), 'submit'),
    as: 'release_manager',
  }),
  'PUT /api/v1/projects/{id}': () => ({ json: { description: 'Changed.' } }),
  'PUT /api/v1/projects/{id}/members/{userId}': (_, stage) => ({
    json: { role: 'release_manager' },
    path: api(`/projects/${stage.projectId}/members/${stage.approver.id}`),
  }),
  'POST /api/v1/nodes/tokens/bulk': (chance) => ({
    json: `node_id,name\nbulk-${fresh(chance)},Bulk\n`,
    as: 'admin',
  }),
  'PUT /api/v1/bins/{name}/versions/{version}/artifacts/{arch}': (chance) => ({
    json: `bytes ${fresh(chance)}`,
    path: api(`/bins/${chance.pick(LANES)}/versions/0.${fresh(chance)}/artifacts/amd64`),
  }),
  'GET /api/v1/audit/verify': () => ({ as: 'admin' }),
  'DELETE /api/v1/projects/{id}': known('spare projects', 'admin', (id) => `/projects/${id}`),
  'DELETE /api/v1/projects/{id}/freezes/{freezeId}': known(
    'project freezes',
    'admin',
    (id, stage) => `/projects/${stage.projectId}/freezes/${id}`,
  ),
  'PUT /api/v1/projects/{id}/freezes/{freezeId}': known(
    'project freezes',
    'admin',
    (id, stage) => `/projects/${stage.projectId}/freezes/${id}`,
  ),
  'PUT /api/v1/projects/{id}/strategy-templates/{templateId}': known(
    'templates',
    'admin',
    (id, stage) => `/projects/${stage.projectId}/strategy-templates/${id}`,
  ),
  'DELETE /api/v1/nodes/{id}/tokens/{tokenId}': known(
    'node tokens',
    'admin',
    (id) => `/nodes/${SPARE}/tokens/${id}`,
  ),
  'POST /api/v1/tokens': (chance) => ({
    as: 'admin',
    json: { name: `script ${fresh(chance)}`, permissions: ['project.read'] },
  }),
  'DELETE /api/v1/tokens/{id}': known('api tokens', 'admin', (id) => `/tokens/${id}`),
  'POST /api/v1/projects/{id}/tokens': (chance, stage) => ({
    as: 'admin',
    path: api(`/projects/${stage.projectId}/tokens`),
    json: { name: `service ${fresh(chance)}`, role: 'developer' },
  }),
  'DELETE /api/v1/projects/{id}/tokens/{tokenId}': known(
    'service tokens',
    'admin',
    (id, stage) => `/projects/${stage.projectId}/tokens/${id}`,
  ),
  'POST /api/v1/nodes/{id}/tokens': () => ({ as: 'admin', path: api(`/nodes/${SPARE}/tokens`) }),
  'POST /api/v1/nodes/{id}/holds': () => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/holds`),
    json: { reason: 'to look at it' },
  }),
  'DELETE /api/v1/nodes/{id}/holds/{holdId}': known('holds', 'admin', (id) => `/nodes/${SPARE}/holds/${id}`),
  'PUT /api/v1/nodes/{id}/memberships/{projectId}': (_, stage) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/memberships/${stage.projectId}`),
    json: { environmentId: stage.environments.get('dev') },
  }),
  'POST /api/v1/nodes/{id}/adopt': () => ({ as: 'admin', path: api(`/nodes/${SPARE}/adopt`) }),
  'POST /api/v1/nodes/{id}/quarantine/clear': () => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/quarantine/clear`),
    json: {},
  }),
  'POST /api/v1/delegations': (_, stage) => ({
    as: 'approver',
    json: { deputyId: stage.manager.id, endsAt: new Date(Date.now() + 3_600_000).toISOString() },
  }),
  'PUT /api/v1/delegations/{id}': (chance, stage) => ({
    ...known('delegations', 'approver', (id) => `/delegations/${id}`)(chance, stage),
    json: { deputyId: stage.manager.id, endsAt: new Date(Date.now() + 7_200_000).toISOString() },
  }),
  'DELETE /api/v1/delegations/{id}': known('delegations', 'approver', (id) => `/delegations/${id}`),
  'GET /api/v1/releases/{id}/failure-groups/{key}': known(
    'failure groups',
    'release_manager',
    (path) => path,
  ),
  'PUT /api/v1/environments/{id}/drift-policy': (_, stage) => ({
    as: 'admin',
    path: api(`/environments/${stage.environments.get('dev')}/drift-policy`),
    json: { enforcement: 'off' },
  }),
  'POST /api/v1/nodes/{id}/lifecycle': (chance) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/lifecycle`),
    json: { to: chance.pick(['active', 'maintenance', 'drained']), reason: 'a test' },
  }),
  'PUT /api/v1/environments/{id}/baselines/{bin}': (_, stage) => ({
    as: 'admin',
    path: api(`/environments/${stage.environments.get('dev')}/baselines/completed`),
    json: { version: '1.0.0' },
  }),
  'DELETE /api/v1/environments/{id}/baselines/{bin}': (_, stage) => ({
    as: 'admin',
    path: api(`/environments/${stage.environments.get('dev')}/baselines/completed`),
  }),
  'POST /api/v1/bins/{name}': () => ({
    as: 'node fuzz-1',
    path: api('/bins/completed'),
    json: { node_id: 'fuzz-1', sha256: 'ab'.repeat(32) },
  }),
  'GET /api/v1/download/{file}': (chance) => ({
    as: 'node fuzz-1',
    path: api(`/download/${chance.pick(['completed', 'stepping', 'paused'])}`),
  }),
  'POST /api/v1/agent/sync': () => ({ json: { agent: { version: '0.3.0' }, observed: [] } }),
};

/** A path whose parts belong together, from what is known now; the usual one while nothing is. */
function known(kind: string, as: string, pathOf: (found: string, stage: FuzzStage) => string): Make {
  return (chance, stage) => {
    const found = stage.things.pick(kind, chance);
    return found === undefined ? {} : { as, path: api(pathOf(found, stage)) };
  };
}

function draft(chance: Chance): object {
  return draftFor(chance.pick(LANES), chance.pick(VERSIONS), chance.is(0.3));
}

function without(body: object, field: string): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}
