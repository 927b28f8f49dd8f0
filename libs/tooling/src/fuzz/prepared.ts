import { FuzzHost } from './fuzz-host.js';
import { SPARE, type FuzzStage } from './fuzz-stage.js';
import type { SignedIn } from './people.js';
import { api, fresh, inHours, type Make } from './recipe.js';

const TIMES = { kind: 'weekly', timeZone: 'Asia/Shanghai', days: [1], from: '22:00', to: '23:00' };

/** For what must be made before it can be changed or ended; while that fails, the request is one that is refused. */
export const PREPARED: Readonly<Record<string, Make>> = {
  'POST /api/v1/auth/reset-password': async (chance, { admin, forgetfulId }) => {
    const { url } = await made<{ url?: string }>(admin, `/users/${forgetfulId}/reset-link`);
    const token = url?.split('#')[1];
    return { json: { token, password: `words of ${fresh(chance)}` } };
  },
  'DELETE /api/v1/auth/sessions/{sessionId}': async (_, stage) => ({
    as: 'viewer',
    path: api(`/auth/sessions/${await aSession(stage)}`),
  }),
  'DELETE /api/v1/users/{id}/sessions/{sessionId}': async (_, stage) => ({
    as: 'admin',
    path: api(`/users/${stage.viewer.id}/sessions/${await aSession(stage)}`),
  }),
  'DELETE /api/v1/tokens/{id}': async (chance, { viewer }) => {
    const token = { name: `t ${fresh(chance)}`, permissions: ['project.read'] };
    return { as: 'viewer', path: api(`/tokens/${await idOf(viewer, '/tokens', token)}`) };
  },
  'DELETE /api/v1/projects/{id}/tokens/{tokenId}': async (chance, { admin, projectId }) => {
    const path = `/projects/${projectId}/tokens`;
    return { as: 'admin', path: api(`${path}/${await idOf(admin, path, serviceToken(fresh(chance)))}`) };
  },
  'POST /api/v1/releases/{id}/override-soak': async (chance, stage) => {
    const { admin, projectId, environments, things } = stage;
    const path = `/projects/${projectId}/environments/${environments.get('production')}`;
    const promotionRule = { fromEnvironmentId: environments.get('staging'), soakHours: 1 };
    await admin.try('PUT', path, { promotionRule });
    setTimeout(() => void admin.try('PUT', path, { promotionRule: null }).catch(() => undefined), 1_000);
    const id = things.pick('releases to override-soak', chance);
    return {
      as: 'admin',
      json: { reason: 'it can not wait' },
      ...(id ? { path: api(`/releases/${id}/override-soak`) } : {}),
    };
  },
  'DELETE /api/v1/projects/{id}': async (chance, { admin }) => ({
    as: 'admin',
    path: api(`/projects/${await idOf(admin, '/projects', { code: `gone-${fresh(chance)}`, name: 'Gone' })}`),
  }),
  'PUT /api/v1/freezes/{id}': async (_, stage) => ({ as: 'admin', path: api(await aFreeze(stage, '')) }),
  'DELETE /api/v1/freezes/{id}': async (_, stage) => ({ as: 'admin', path: api(await aFreeze(stage, '')) }),
  'PUT /api/v1/projects/{id}/freezes/{freezeId}': async (_, stage) => ({
    as: 'admin',
    path: api(await aFreeze(stage)),
  }),
  'DELETE /api/v1/projects/{id}/freezes/{freezeId}': async (_, stage) => ({
    as: 'admin',
    path: api(await aFreeze(stage)),
  }),
  'PUT /api/v1/projects/{id}/strategy-templates/{templateId}': async (chance, stage) => ({
    as: 'admin',
    path: api(await aTemplate(stage, fresh(chance))),
    json: { name: `t-${fresh(chance)}`, strategy: { type: 'rolling', batch: '50%' } },
  }),
  'DELETE /api/v1/projects/{id}/strategy-templates/{templateId}': async (chance, stage) => ({
    as: 'admin',
    path: api(await aTemplate(stage, fresh(chance))),
  }),
  'DELETE /api/v1/nodes/{id}/tokens/{tokenId}': async (_, { admin }) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/tokens/${await idOf(admin, `/nodes/${SPARE}/tokens`)}`),
  }),
  'DELETE /api/v1/nodes/{id}/holds/{holdId}': async (_, { admin }) => ({
    as: 'admin',
    path: api(`/nodes/${SPARE}/holds/${await idOf(admin, `/nodes/${SPARE}/holds`, { reason: 'to end it' })}`),
  }),
  'DELETE /api/v1/enrolment-tokens/{id}': async (_, { admin, environments }) => {
    const token = { environmentIds: [environments.get('dev')], maxUses: 1, expiresAt: inHours(1) };
    return { as: 'admin', path: api(`/enrolment-tokens/${await idOf(admin, '/enrolment-tokens', token)}`) };
  },
  'POST /api/v1/nodes/{id}/adopt': async (_, { admin }) => {
    // Only an active one is observed again, and it may have been put out of the way.
    for (const to of ['active', 'observing']) await admin.try('POST', `/nodes/${SPARE}/lifecycle`, { to });
    return { as: 'admin', path: api(`/nodes/${SPARE}/adopt`) };
  },
  'POST /api/v1/nodes/{id}/quarantine/clear': async (_, { admin, sender }) => {
    const { token } = await made<{ token?: string }>(admin, `/nodes/${SPARE}/tokens`);
    // Two programs with one identity: that is put into quarantine.
    for (const instance of ['one', 'other', 'one', 'other'])
      if (token !== undefined) await new FuzzHost({ id: SPARE, token }, sender, instance).call();
    return { as: 'admin', path: api(`/nodes/${SPARE}/quarantine/clear`), json: {} };
  },
  'DELETE /api/v1/environments/{id}/baselines/{bin}': async (_, { admin, environments }) => {
    const path = `/environments/${environments.get('dev')}/baselines/completed`;
    await admin.try('PUT', path, { version: '1.0.0' });
    return { as: 'admin', path: api(path) };
  },
  // Of the other project: nothing here is to stand still for it.
  'DELETE /api/v1/emergency-stop/{id}': async (_, { admin, otherProjectId }) => {
    const stop = { projectId: otherProjectId, reason: 'to lift it' };
    const { items } = await made<{ items?: readonly Stop[] }>(admin, '/emergency-stop', stop);
    const id = items?.find(({ project }) => project?.id === otherProjectId)?.id ?? 'none';
    return { as: 'admin', path: api(`/emergency-stop/${id}`), json: { reason: 'it is safe' } };
  },
  'POST /api/v1/delegations': (_, stage) => ({ as: 'approver', json: delegation(stage, 1) }),
  'PUT /api/v1/delegations/{id}': async (_, stage) => ({
    as: 'approver',
    path: api(`/delegations/${await idOf(stage.approver, '/delegations', delegation(stage, 1))}`),
    json: delegation(stage, 2),
  }),
  'DELETE /api/v1/delegations/{id}': async (_, stage) => ({
    as: 'approver',
    path: api(`/delegations/${await aDelegation(stage)}`),
  }),
};

interface Stop {
  readonly id: string;
  readonly project: { readonly id: string } | null;
}

export function serviceToken(name: string): object {
  return { name: `t ${name}`, role: 'viewer', permissions: ['project.read'] };
}

function delegation({ manager }: FuzzStage, hours: number): object {
  return { deputyId: manager.id, endsAt: inHours(hours) };
}

/** One of those there are: nobody may have many. */
async function aDelegation(stage: FuzzStage): Promise<string> {
  const { given } = await stage.approver.ask<{ given: readonly { id: string }[] }>('GET', '/delegations');
  return given[0]?.id ?? idOf(stage.approver, '/delegations', delegation(stage, 1));
}

async function aSession({ admin, viewer }: FuzzStage): Promise<string> {
  await viewer.renew();
  const path = `/users/${viewer.id}/sessions`;
  const { items } = await admin.ask<{ items: readonly { id: string }[] }>('GET', path);
  return items.at(-1)?.id ?? 'none';
}

async function aFreeze({ admin, projectId }: FuzzStage, place = `/projects/${projectId}`): Promise<string> {
  const path = `${place}/freezes`;
  return `${path}/${await idOf(admin, path, { name: 'Nights', reason: 'to change it', times: TIMES })}`;
}

async function aTemplate({ admin, projectId }: FuzzStage, name: string): Promise<string> {
  const path = `/projects/${projectId}/strategy-templates`;
  return `${path}/${await idOf(admin, path, { name, strategy: { type: 'rolling', batch: '50%' } })}`;
}

async function idOf(who: SignedIn, path: string, json: object = {}): Promise<string> {
  return (await made<{ id?: string }>(who, path, json)).id ?? 'none';
}

async function made<T extends object>(who: SignedIn, path: string, json: object = {}): Promise<T> {
  const { status, text } = await who.try('POST', path, json);
  return (status < 300 && text !== '' ? JSON.parse(text) : {}) as T;
}
