import type { FuzzStage } from './fuzz-stage.js';
import { api, fresh, inHours, type Make } from './recipe.js';

const UNDER_WAY = ['pending_approval', 'approved', 'scheduled', 'deploying', 'paused', 'rolling_back'];
const CONDITIONS = [
  { kind: 'release', states: UNDER_WAY, forSeconds: 0 },
  { kind: 'nodes', state: 'offline', atLeast: '10%', forSeconds: 60 },
  {
    kind: 'metric',
    figure: 'errorRate',
    comparison: 'above',
    threshold: 0.05,
    windowSeconds: 60,
    forSeconds: 0,
  },
];

/** Rules, their alerts and silences: what a condition may hold depends on its kind, so nobody draws one by chance. */
export const PREPARED_ALERTS: Readonly<Record<string, Make>> = {
  'POST /api/v1/alert-rules': (chance, stage) => ({
    as: 'admin',
    json: rule(stage, fresh(chance), chance.pick(CONDITIONS)),
  }),
  'POST /api/v1/alert-rules/preview': (chance, stage) => ({
    as: 'admin',
    json: rule(stage, fresh(chance), chance.pick(CONDITIONS)),
  }),
  'GET /api/v1/alert-rules/{id}': async (chance, stage) => ({
    path: api(`/alert-rules/${await aRule(stage, fresh(chance))}`),
  }),
  'PUT /api/v1/alert-rules/{id}': async (chance, stage) => ({
    as: 'admin',
    path: api(`/alert-rules/${await aRule(stage, fresh(chance))}`),
    json: rule(stage, fresh(chance), chance.pick(CONDITIONS)),
  }),
  'DELETE /api/v1/alert-rules/{id}': async (chance, stage) => ({
    as: 'admin',
    path: api(`/alert-rules/${await aRule(stage, fresh(chance))}`),
  }),
  'POST /api/v1/alerts/{id}/acknowledge': async (chance, stage) => ({
    as: 'release_manager',
    path: api(`/alerts/${await aFiringAlert(stage, fresh(chance))}/acknowledge`),
    json: {},
  }),
  'POST /api/v1/alert-silences': (_, stage) => ({ as: 'release_manager', json: silence(stage) }),
  'DELETE /api/v1/alert-silences/{id}': async (_, stage) => ({
    as: 'release_manager',
    path: api(`/alert-silences/${await aSilence(stage)}`),
  }),
};

function rule({ projectId }: FuzzStage, name: string, condition: object): object {
  return { projectId, name: `rule ${name}`, severity: 'info', condition };
}

function silence({ projectId }: FuzzStage): object {
  return { projectId, severity: 'critical', endsAt: inHours(1), reason: 'it is known' };
}

/** The first that there is: a project may only have so many. */
async function aRule(stage: FuzzStage, name: string): Promise<string> {
  const { admin, projectId } = stage;
  await admin.try('POST', '/alert-rules', rule(stage, name, CONDITIONS[0] ?? {}));
  return firstOf(stage, `/alert-rules?projectId=${projectId}`);
}

/** Rules are looked at every ten seconds; until then there is none. */
async function aFiringAlert(stage: FuzzStage, name: string): Promise<string> {
  const found = await firstOf(stage, `/alerts?state=firing&projectId=${stage.projectId}`);
  if (found === 'none') await aRule(stage, name);
  return found;
}

async function aSilence(stage: FuzzStage): Promise<string> {
  await stage.admin.try('POST', '/alert-silences', silence(stage));
  return firstOf(stage, '/alert-silences?state=open');
}

async function firstOf({ admin }: FuzzStage, path: string): Promise<string> {
  const { items } = await admin.ask<{ items: readonly { id: string }[] }>('GET', path);
  return items[0]?.id ?? 'none';
}
