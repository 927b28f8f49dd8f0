import type { Chance } from '@release-console/fleet-sim';
import { draftFor } from './caretaker.js';
import { LANES, SPARE, VERSIONS } from './fuzz-stage.js';
import { PREPARED, serviceToken } from './prepared.js';
import { PREPARED_ALERTS } from './prepared-alerts.js';
import { PREPARED_CI } from './prepared-ci.js';
import { PREPARED_CONFIGS } from './prepared-configs.js';
import { PREPARED_NOTIFICATIONS } from './prepared-notifications.js';
import { api, fresh, type Make } from './recipe.js';

export const RECIPES: Readonly<Record<string, Make>> = {
  ...PREPARED,
  ...PREPARED_ALERTS,
  ...PREPARED_CI,
  ...PREPARED_CONFIGS,
  ...PREPARED_NOTIFICATIONS,
  'POST /api/v1/auth/login': () => ({
    json: { email: 'viewer@example.com', password: 'a password of viewer' },
  }),
  'POST /api/v1/auth/refresh': (_, stage) => ({ headers: { cookie: stage.manager.cookie } }),
  'POST /api/v1/auth/password': () => ({
    as: 'viewer',
    json: { currentPassword: 'a password of viewer', newPassword: 'a password of viewer' },
  }),
  'POST /api/v1/auth/oidc/link': () => ({ as: 'viewer', json: { password: 'a password of viewer' } }),
  'DELETE /api/v1/users/{id}/provider-link': (_, stage) => ({
    as: 'admin',
    path: api(`/users/${stage.viewer.id}/provider-link`),
  }),
  'POST /api/v1/auth/second-factor': () => ({ as: 'viewer', json: { password: 'a password of viewer' } }),
  'POST /api/v1/users/{id}/reset-link': (_, stage) => ({
    as: 'admin',
    path: api(`/users/${stage.forgetfulId}/reset-link`),
  }),
  'POST /api/v1/users/{id}/sessions/end-all': (_, stage) => ({
    as: 'admin',
    path: api(`/users/${stage.viewer.id}/sessions/end-all`),
  }),
  'POST /api/v1/tokens': (chance) => ({
    as: 'viewer',
    json: { name: `t ${fresh(chance)}`, permissions: ['project.read'] },
  }),
  'POST /api/v1/projects/{id}/tokens': (chance, stage) => ({
    as: 'admin',
    path: api(`/projects/${stage.projectId}/tokens`),
    json: serviceToken(fresh(chance)),
  }),
  'POST /api/v1/users': (chance) => ({
    as: 'admin',
    json: {
      email: `p${fresh(chance)}@example.com`,
      name: `P ${fresh(chance)}`,
      password: `words of ${fresh(chance)}`,
    },
  }),
  'PATCH /api/v1/users/{id}': (_, stage) => ({
    json: { name: 'Renamed' },
    path: api(`/users/${stage.approver.id}`),
  }),
  'POST /api/v1/releases': (chance) => ({ json: draft(chance), as: 'release_manager' }),
  'POST /api/v1/releases/preview': (chance) => ({ json: without(draft(chance), 'submit') }),
  'POST /api/v1/monitoring/promql': (_, stage) => ({
    as: 'admin',
    json: {
      query: 'sum(rate(http_requests_total{ {{nodes}} }[{{window}}]))',
      environmentId: stage.environments.get('production'),
    },
  }),
  'PUT /api/v1/releases/{id}': (chance) => ({
    json: without(draft(chance), 'submit'),
    as: 'release_manager',
  }),
  'PUT /api/v1/projects/{id}': () => ({ json: { description: 'Changed.' } }),
  'PUT /api/v1/projects/{id}/members/{userId}': (_, stage) => ({
    json: { role: 'release_manager' },
    path: api(`/projects/${stage.projectId}/members/${stage.approver.id}`),
  }),
  'POST /api/v1/projects/{id}/freezes': (_, stage) => ({
    as: 'admin',
    path: api(`/projects/${stage.projectId}/freezes`),
  }),
  'POST /api/v1/nodes/tokens/bulk': (chance) => ({
    as: 'admin',
    json: `node_id,name\nbulk-${fresh(chance)},Bulk\n`,
  }),
  'POST /api/v1/nodes/{id}/tokens': () => ({ as: 'admin', path: api(`/nodes/${SPARE}/tokens`) }),
  'POST /api/v1/nodes/{id}/lifecycle': (chance) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/lifecycle`),
    json: { to: chance.pick(['active', 'maintenance', 'drained']), reason: 'a test' },
  }),
  'POST /api/v1/nodes/{id}/holds': () => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/holds`),
    json: { reason: 'to look at it' },
  }),
  'PUT /api/v1/nodes/{id}/memberships/{projectId}': (_, stage) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/memberships/${stage.projectId}`),
    json: { environmentId: stage.environments.get('dev') },
  }),
  'PUT /api/v1/bins/{name}/versions/{version}/artifacts/{arch}': (chance) => ({
    json: `bytes ${fresh(chance)}`,
    path: api(`/bins/${chance.pick(LANES)}/versions/0.${fresh(chance)}/artifacts/amd64`),
  }),
  'GET /api/v1/audit/verify': () => ({ as: 'admin' }),
  'PUT /api/v1/environments/{id}/drift-policy': (_, stage) => ({
    as: 'admin',
    path: api(`/environments/${stage.environments.get('dev')}/drift-policy`),
    json: { enforcement: 'off' },
  }),
  'PUT /api/v1/environments/{id}/baselines/{bin}': (_, stage) => ({
    as: 'admin',
    path: api(`/environments/${stage.environments.get('dev')}/baselines/completed`),
    json: { version: '1.0.0' },
  }),
  'GET /api/v1/releases/{id}/failure-groups/{key}': (chance, stage) => {
    const path = stage.things.pick('failure groups', chance);
    return { as: 'release_manager', ...(path === undefined ? {} : { path: api(path) }) };
  },
  'POST /api/v1/bins/{name}': () => ({
    as: 'node fuzz-1',
    path: api('/bins/completed'),
    json: { node_id: 'fuzz-1', sha256: 'ab'.repeat(32) },
  }),
  'GET /api/v1/download/{file}': (chance) => ({
    as: 'node fuzz-1',
    path: api(`/download/${chance.pick(['completed', 'stepping', 'paused'])}`),
  }),
  'POST /api/v1/otlp/v1/metrics': () => ({ json: { resourceMetrics: [otlpResource()] } }),
  'POST /api/v1/agent/sync': () => ({ json: { agent: { version: '0.3.0' }, observed: [] } }),
};

function draft(chance: Chance): object {
  return draftFor(chance.pick(LANES), chance.pick(VERSIONS), chance.is(0.3));
}

function without(body: object, field: string): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}

/** What a program with OpenTelemetry tells. */
function otlpResource(): object {
  const end = Date.now();
  const point = {
    startTimeUnixNano: `${end - 10_000}000000`,
    timeUnixNano: `${end}000000`,
    count: '3',
    bucketCounts: ['1', '2'],
    explicitBounds: [0.1],
    attributes: [{ key: 'http.response.status_code', value: { intValue: '200' } }],
  };
  const histogram = { aggregationTemporality: 2, dataPoints: [point] };
  const metric = { name: 'http.server.request.duration', unit: 's', histogram };
  const attributes = [{ key: 'service.name', value: { stringValue: 'edge-proxy' } }];
  return { resource: { attributes }, scopeMetrics: [{ metrics: [metric] }] };
}
