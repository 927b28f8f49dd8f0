import {
  ADMIN,
  APPROVE,
  AUDIT,
  CONFIGURE,
  DEPLOY,
  DRAFT,
  EMERGENCY,
  METRICS,
  NODES,
  OVERRIDE,
  READ,
  byProject,
  everybody,
  node,
  of,
  open,
  somewhere,
  type AccessRow,
} from './access-rows.js';
import { CI_ACCESS } from './ci-access.js';
import { CONFIG_ACCESS } from './config-access.js';
import { NOTIFICATION_ACCESS } from './notification-access.js';
import type { Things } from './things.js';

export { MEMBERS, type AccessRow } from './access-rows.js';

const TIMES = { kind: 'once', startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };
const FREEZE = { name: 'a', reason: 'b', times: TIMES };
const TEMPLATE = { name: 'a', strategy: { type: 'rolling', batch: '100%' } };
const alertRule = ({ project }: Things): object => ({
  projectId: project,
  name: 'planted',
  severity: 'info',
  condition: { kind: 'release', states: ['paused'], forSeconds: 0 },
});
const reason = (): object => ({ reason: 'because' });
const release = ({ projectCode, bin }: Things): object => ({
  project: projectCode,
  environment: 'production',
  bins: [{ bin, version: '1.0.0' }],
  strategy: TEMPLATE.strategy,
});

/** Every route of the server, with who may use it. A route without a row fails the build. */
export const ACCESS_MATRIX: readonly AccessRow[] = [
  open('GET /health'),
  open('GET /api/docs'),
  open('GET /api/openapi.json'),
  open('GET /api/openapi.yaml'),
  open('POST /auth/login'),
  open('POST /auth/login/second-factor'),
  open('POST /auth/refresh'),
  open('POST /auth/logout'),
  open('POST /auth/setup'),
  open('POST /auth/reset-password'),
  open('GET /auth/sign-in-ways'),
  open('GET /auth/oidc'),
  open('GET /auth/oidc/callback'),
  everybody('POST /auth/oidc/link'),
  everybody('GET /auth/me'),
  everybody('POST /auth/ws-ticket'),

  everybody('POST /auth/password'),
  everybody('GET /auth/second-factor'),
  everybody('POST /auth/second-factor'),
  everybody('POST /auth/second-factor/confirm'),
  everybody('POST /auth/second-factor/remove'),
  everybody('GET /auth/sessions'),
  everybody('DELETE /auth/sessions/:sessionId', ['session']),
  everybody('POST /auth/sessions/end-others'),

  somewhere(CONFIGURE)('GET /users'),
  somewhere(ADMIN)('POST /users'),
  somewhere(ADMIN)('PATCH /users/:id', ['member']),
  somewhere(ADMIN)('POST /users/:id/reset-link', ['member']),
  somewhere(ADMIN)('GET /users/:id/second-factor', ['member']),
  somewhere(ADMIN)('DELETE /users/:id/second-factor', ['member']),
  somewhere(ADMIN)('GET /users/:id/sessions', ['member']),
  somewhere(ADMIN)('DELETE /users/:id/sessions/:sessionId', ['member', 'session']),
  somewhere(ADMIN)('POST /users/:id/sessions/end-all', ['member']),
  somewhere(ADMIN)('DELETE /users/:id/provider-link', ['member']),

  everybody('GET /tokens'),
  everybody('POST /tokens', [], {
    probe: { body: (things) => ({ name: 'x', permissions: ['project.read'], projectIds: [things.project] }) },
  }),
  everybody('DELETE /tokens/:id', ['personalToken']),
  of(CONFIGURE, 'GET /projects/:id/tokens', ['project']),
  of(CONFIGURE, 'POST /projects/:id/tokens', ['project']),
  of(CONFIGURE, 'DELETE /projects/:id/tokens/:tokenId', ['project', 'serviceToken']),

  somewhere(AUDIT)('GET /audit', [], { probe: byProject }),
  somewhere(AUDIT)('GET /audit/export', [], {
    probe: { query: (things) => `format=json&projectId=${things.project}` },
  }),
  somewhere(ADMIN)('GET /audit/verify'),
  somewhere(ADMIN)('GET /metrics'),
  somewhere(ADMIN)('GET /secret-keys'),

  everybody('GET /projects'),
  somewhere(ADMIN)('POST /projects'),
  of(READ, 'GET /projects/:id', ['project']),
  of(CONFIGURE, 'PUT /projects/:id', ['project']),
  of(CONFIGURE, 'DELETE /projects/:id', ['project']),
  of(CONFIGURE, 'POST /projects/:id/restore', ['project']),
  of(CONFIGURE, 'POST /projects/:id/environments', ['project']),
  of(CONFIGURE, 'PUT /projects/:id/environments/:environmentId', ['project', 'environment'], () => ({
    name: 'a',
  })),
  of(CONFIGURE, 'DELETE /projects/:id/environments/:environmentId', ['project', 'environment']),
  of(READ, 'GET /projects/:id/environments/:environmentId/approval-policy', ['project', 'environment']),
  of(
    CONFIGURE,
    'PUT /projects/:id/environments/:environmentId/approval-policy',
    ['project', 'environment'],
    () => ({
      levels: [],
    }),
  ),
  of(READ, 'GET /projects/:id/members', ['project']),
  of(CONFIGURE, 'PUT /projects/:id/members/:userId', ['project', 'anybody']),
  of(CONFIGURE, 'DELETE /projects/:id/members/:userId', ['project', 'member']),
  of(READ, 'GET /projects/:id/freezes', ['project']),
  of(CONFIGURE, 'POST /projects/:id/freezes', ['project']),
  of(CONFIGURE, 'PUT /projects/:id/freezes/:freezeId', ['project', 'freeze'], () => FREEZE),
  of(CONFIGURE, 'DELETE /projects/:id/freezes/:freezeId', ['project', 'freeze']),
  of(READ, 'GET /projects/:id/strategy-templates', ['project']),
  of(CONFIGURE, 'POST /projects/:id/strategy-templates', ['project']),
  of(CONFIGURE, 'PUT /projects/:id/strategy-templates/:templateId', ['project', 'template'], () => TEMPLATE),
  of(CONFIGURE, 'DELETE /projects/:id/strategy-templates/:templateId', ['project', 'template']),

  everybody('GET /freezes'),
  somewhere(ADMIN)('POST /freezes'),
  somewhere(ADMIN)('PUT /freezes/:id', ['freeze']),
  somewhere(ADMIN)('DELETE /freezes/:id', ['freeze']),

  everybody('GET /bins', [], { probe: byProject }),
  somewhere(DRAFT)('POST /bins', [], {
    probe: { body: (things) => ({ projectId: things.project, name: 'planted' }) },
  }),
  of(READ, 'GET /bins/:name', ['bin']),
  of(READ, 'GET /bins/:name/versions', ['bin']),
  of(READ, 'GET /bins/:name/versions/:version', ['bin', 'version']),
  of(OVERRIDE, 'POST /bins/:name/versions/:version/withdraw', ['bin', 'version'], reason),
  of(OVERRIDE, 'POST /bins/:name/versions/:version/restore', ['bin', 'version']),
  of(DRAFT, 'PUT /bins/:name/versions/:version/rollback-barrier', ['bin', 'version'], () => ({
    below: null,
  })),
  of(DRAFT, 'PUT /bins/:name/versions/:version/artifacts/:arch', ['bin', 'anyVersion', 'anyArch']),
  of(READ, 'GET /download/:file', ['file']),

  somewhere(READ)('GET /nodes', [], { probe: byProject }),
  somewhere(READ)('GET /nodes/summary', [], { probe: byProject }),
  somewhere(NODES)('POST /nodes', [], {
    probe: {
      body: (things) => ({
        name: 'planted',
        memberships: [{ projectId: things.project, environmentId: things.environment }],
      }),
    },
  }),
  somewhere(NODES)('POST /nodes/tokens/bulk', [], {
    probe: {
      body: ({ projectCode }) =>
        `node_id,name,project,environment\nplanted,Planted,${projectCode},production\n`,
    },
  }),
  of(NODES, 'GET /nodes/:id/tokens', ['node']),
  of(NODES, 'POST /nodes/:id/tokens', ['node']),
  of(NODES, 'DELETE /nodes/:id/tokens/:tokenId', ['node', 'nodeToken']),
  of(READ, 'GET /nodes/:id', ['node']),
  of(NODES, 'PATCH /nodes/:id', ['node']),
  of(NODES, 'PUT /nodes/:id/memberships/:projectId', ['node', 'project'], ({ environment }) => ({
    environmentId: environment,
  })),
  of(NODES, 'DELETE /nodes/:id/memberships/:projectId', ['node', 'project']),
  of(NODES, 'POST /nodes/:id/lifecycle', ['node']),
  of(NODES, 'POST /nodes/:id/adopt', ['node']),
  of(READ, 'GET /nodes/:id/explain', ['node']),
  of(READ, 'GET /nodes/:id/events', ['node']),
  of(READ, 'GET /nodes/:id/holds', ['node']),
  of(NODES, 'POST /nodes/:id/holds', ['node']),
  of(NODES, 'DELETE /nodes/:id/holds/:holdId', ['node', 'hold']),
  of(NODES, 'POST /nodes/:id/quarantine/clear', ['node']),
  somewhere(READ)('GET /drift-findings', [], { probe: byProject }),
  somewhere(READ)('GET /drift-findings/summary', [], { probe: byProject }),
  somewhere(METRICS)('POST /otlp/v1/metrics', [], { body: () => ({ resourceMetrics: [] }) }),
  somewhere(READ)('GET /monitoring/realtime', [], { probe: byProject }),
  somewhere(READ)('GET /monitoring/timeseries', [], { probe: byProject }),
  somewhere(READ)('GET /monitoring/sources'),
  somewhere(DRAFT)('POST /monitoring/promql', [], {
    probe: { body: ({ environment }) => ({ query: 'vector(1)', environmentId: environment }) },
  }),
  everybody('GET /alerts', [], { probe: byProject }),
  everybody('GET /alerts/groups', [], { probe: byProject }),
  everybody('GET /alerts/summary', [], { probe: byProject }),
  of(DEPLOY, 'POST /alerts/:id/acknowledge', ['alert']),
  everybody('GET /alert-rules', [], { probe: byProject }),
  somewhere(CONFIGURE)('POST /alert-rules', [], { probe: { body: alertRule } }),
  somewhere(CONFIGURE)('POST /alert-rules/preview', [], { probe: { body: alertRule } }),
  of(READ, 'GET /alert-rules/:id', ['alertRule']),
  of(CONFIGURE, 'PUT /alert-rules/:id', ['alertRule']),
  of(CONFIGURE, 'DELETE /alert-rules/:id', ['alertRule']),
  everybody('GET /alert-silences', [], { probe: byProject }),
  somewhere(DEPLOY)('POST /alert-silences', [], {
    probe: {
      body: (things) => ({
        projectId: things.project,
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        reason: 'because',
      }),
    },
  }),
  of(DEPLOY, 'DELETE /alert-silences/:id', ['alertSilence']),
  of(READ, 'GET /environments/:id/drift-policy', ['environment']),
  of(CONFIGURE, 'PUT /environments/:id/drift-policy', ['environment']),
  of(READ, 'GET /environments/:id/baselines', ['environment']),
  of(NODES, 'PUT /environments/:id/baselines/:bin', ['environment', 'bin'], () => ({ version: '1.0.0' })),
  of(NODES, 'DELETE /environments/:id/baselines/:bin', ['environment', 'bin']),
  somewhere(NODES)('GET /enrolment-tokens'),
  somewhere(NODES)('POST /enrolment-tokens', [], {
    probe: {
      body: ({ environment }) => ({
        environmentIds: [environment],
        maxUses: 1,
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    },
  }),
  of(NODES, 'DELETE /enrolment-tokens/:id', ['enrolment']),

  everybody('GET /delegations'),
  everybody('POST /delegations'),
  everybody('PUT /delegations/:id', ['delegation']),
  everybody('DELETE /delegations/:id', ['delegation']),
  everybody('GET /approvals'),

  everybody('GET /releases', [], { probe: byProject }),
  everybody('GET /releases/compare', [], { probe: { query: ({ release: id }) => `a=${id}&b=${id}` } }),
  somewhere(DRAFT)('POST /releases', [], { probe: { body: release } }),
  somewhere(DRAFT)('POST /releases/preview', [], { probe: { body: release } }),
  of(READ, 'GET /releases/:id', ['release']),
  of(DRAFT, 'PUT /releases/:id', ['release']),
  of(READ, 'GET /releases/:id/targets', ['release']),
  of(READ, 'GET /releases/:id/events', ['release']),
  of(READ, 'GET /releases/:id/analysis', ['release']),
  of(READ, 'GET /releases/:id/failure-groups', ['release']),
  of(READ, 'GET /releases/:id/failure-groups/:key', ['release', 'failureKey']),
  of(READ, 'GET /releases/:id/targets/:nodeId', ['release', 'node']),
  of(DRAFT, 'POST /releases/:id/questions', ['release']),
  of(DRAFT, 'POST /releases/:id/submit', ['release']),
  of(APPROVE, 'POST /releases/:id/approve', ['release']),
  of(APPROVE, 'POST /releases/:id/reject', ['release']),
  of(DRAFT, 'POST /releases/:id/cancel', ['release']),
  of(DEPLOY, 'POST /releases/:id/deploy', ['release']),
  of(DEPLOY, 'POST /releases/:id/schedule', ['release']),
  of(DEPLOY, 'POST /releases/:id/unschedule', ['release']),
  of(OVERRIDE, 'POST /releases/:id/override-freeze', ['release']),
  of(OVERRIDE, 'POST /releases/:id/override-soak', ['release']),
  of(OVERRIDE, 'POST /releases/:id/break-glass', ['release']),
  of(DEPLOY, 'POST /releases/:id/retry', ['release']),
  of(DEPLOY, 'POST /releases/:id/skip', ['release']),
  of(DEPLOY, 'POST /releases/:id/pause', ['release']),
  of(DEPLOY, 'POST /releases/:id/resume', ['release']),
  of(DEPLOY, 'POST /releases/:id/promote', ['release']),
  of(DEPLOY, 'POST /releases/:id/abort', ['release']),
  of(DEPLOY, 'POST /releases/:id/rollback', ['release']),

  ...CONFIG_ACCESS,
  ...CI_ACCESS,
  ...NOTIFICATION_ACCESS,

  everybody('GET /emergency-stop'),
  somewhere(EMERGENCY)('POST /emergency-stop', [], {
    probe: { body: (things) => ({ reason: 'x', projectId: things.project }) },
  }),
  somewhere(EMERGENCY)('DELETE /emergency-stop/:id', ['emergencyStop'], {
    probe: { ids: ['emergencyStop'] },
  }),

  node('POST /agent/sync'),
  node('POST /keepalive'),
  node('GET /keepalive'),
  node('GET /bins/:bin_name'),
  node('POST /bins/:bin_name'),
  node('POST /bins/:bin_name/progress'),
  node('GET /download/:file'),
];
