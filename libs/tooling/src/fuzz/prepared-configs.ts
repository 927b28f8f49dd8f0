import type { FuzzStage } from './fuzz-stage.js';
import type { SignedIn } from './people.js';
import { api, fresh, type Make, type Recipe } from './recipe.js';

const AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const FILE = 'fuzz.yaml';
const SECRET = 'TOKEN';
/** The only environment that nobody can delete: releases go there. */
const PLACE = 'production';

/** Files of configuration: a text has to be one of its format, and saved on the version before it. */
export const PREPARED_CONFIGS: Readonly<Record<string, Make>> = {
  'POST /api/v1/configs': (chance, stage) =>
    by(stage.manager, { json: newFile(stage, `f-${fresh(chance)}`) }),
  'GET /api/v1/configs/{id}': (_, stage) => onFile(stage, ''),
  'PATCH /api/v1/configs/{id}': (chance, stage) =>
    onFile(stage, '', { json: { description: `about ${fresh(chance)}`, schema: { type: 'object' } } }),
  'DELETE /api/v1/configs/{id}': async (_, stage) => {
    const id = await aFile(stage, 'fuzz-old.yaml');
    setTimeout(() => void stage.admin.try('POST', `/configs/${id}/restore`).catch(() => undefined), 1_000);
    return by(stage.manager, { path: api(`/configs/${id}`) });
  },
  'POST /api/v1/configs/{id}/restore': (_, stage) => onFile(stage, '/restore', { json: {} }),

  'GET /api/v1/configs/{id}/layers/{layer}': (_, stage) => onFile(stage, '/layers/base'),
  'PUT /api/v1/configs/{id}/layers/{layer}': async (chance, stage) => {
    const parentVersion = await versionOf(stage, 'base');
    return onFile(stage, '/layers/base', { json: { text: `a: ${fresh(chance)}\nb: 1\n`, parentVersion } });
  },
  'POST /api/v1/configs/{id}/layers/{layer}/check': (chance, stage) =>
    onFile(stage, `/layers/${PLACE}/check`, {
      json: { text: `c: \${secret:${fresh(chance)}}\n`, removedKeys: ['b'] },
    }),
  'POST /api/v1/configs/{id}/layers/{layer}/merge': (chance, stage) =>
    onFile(stage, '/layers/base/merge', { json: { text: `a: ${fresh(chance)}\n`, parentVersion: 1 } }),
  'POST /api/v1/configs/{id}/layers/{layer}/promote': async (chance, stage) => {
    const from = await anotherPlace(stage);
    await saved(stage, await aFile(stage), from, `a: ${fresh(chance)}\n`);
    const parentVersion = await versionOf(stage, PLACE);
    return onFile(stage, `/layers/${PLACE}/promote`, { json: { from, keys: ['a'], parentVersion } });
  },
  'POST /api/v1/configs/{id}/layers/{layer}/reveal': async (_, stage) => ({
    ...(await onFile(stage, '/layers/base/reveal', { json: { reason: 'to see it' } })),
    as: 'admin',
  }),
  'GET /api/v1/configs/{id}/versions': (_, stage) =>
    onFile(stage, '/versions', { query: [['layer', 'base']] }),
  'GET /api/v1/configs/{id}/versions/{layer}/{version}': (_, stage) => onFile(stage, '/versions/base/1'),
  'GET /api/v1/configs/{id}/diff': (_, stage) =>
    onFile(stage, '/diff', {
      query: [
        ['from', `published:${PLACE}`],
        ['to', `draft:${PLACE}`],
      ],
    }),
  'GET /api/v1/configs/{id}/environments/{environment}/effective': (_, stage) =>
    onFile(stage, `/environments/${PLACE}/effective`),
  'GET /api/v1/configs/{id}/editors': (_, stage) => onFile(stage, '/editors'),
  'POST /api/v1/configs/{id}/editors': (chance, stage) =>
    onFile(stage, '/editors', { json: { layer: 'base', isEditing: chance.is(0.5) } }),
  'GET /api/v1/configs/{id}/instances': (_, stage) =>
    onFile(stage, '/instances', { query: [['environment', PLACE]] }),
  'GET /api/v1/configs/{id}/publications': (_, stage) => onFile(stage, '/publications', { query: [] }),

  'POST /api/v1/configs/publications': async (_, stage) =>
    by(stage.manager, { json: { environment: PLACE, fileIds: [await aFile(stage)] } }),
  'GET /api/v1/configs/publications/{bin}/{version}': async (_, stage) => {
    const { bin, version } = await aPublication(stage, await aFile(stage));
    return by(stage.manager, {
      path: api(`/configs/publications/${bin}/${version}`),
      query: [['environment', PLACE]],
    });
  },
  'GET /api/v1/configs/effective': async (_, stage) => {
    const { place } = await aStableFile(stage, 'fuzz-read.yaml');
    return {
      as: 'admin',
      query: [
        ['project', 'fuzz'],
        ['environment', place],
        ['name', 'fuzz-read.yaml'],
      ],
    };
  },
  'POST /api/v1/configs/{id}/publish': async (chance, stage) => {
    const id = await aFile(stage, 'fuzz-published.yaml');
    await saved(stage, id, 'base', `a: ${fresh(chance)}\n`);
    return by(stage.manager, {
      path: api(`/configs/${id}/publish`),
      json: { ...AT_ONCE, environment: PLACE, submit: false },
    });
  },
  'POST /api/v1/configs/{id}/delete': async (_, stage) => {
    const { id, place } = await aStableFile(stage, 'fuzz-deleted.yaml');
    return by(stage.manager, {
      path: api(`/configs/${id}/delete`),
      json: { ...AT_ONCE, environment: place, submit: false, reason: 'nobody reads it' },
    });
  },
  'POST /api/v1/configs/{id}/rollback': async (chance, stage) =>
    by(stage.manager, {
      path: api(`/configs/${await aRollingFile(stage, fresh(chance), chance.is(0.1))}/rollback`),
      json: { environment: PLACE, reason: 'to go back' },
    }),

  'GET /api/v1/configs/export': (_, stage) => by(stage.manager, { query: inProject(stage) }),
  'POST /api/v1/configs/import': async (_, stage) =>
    by(stage.manager, { query: inProject(stage), json: await anExport(stage) }),
  'GET /api/v1/configs/secrets': (_, stage) => by(stage.manager, { query: inProject(stage) }),
  'PUT /api/v1/configs/secrets/{name}': (chance, stage) =>
    by(stage.manager, { path: secretPath, json: secretOf(stage, fresh(chance)) }),
  'DELETE /api/v1/configs/secrets/{name}': async (_, stage) => {
    await stage.admin.try('PUT', `/configs/secrets/${SECRET}`, secretOf(stage, 'to forget'));
    return by(stage.manager, { path: secretPath, query: inProject(stage) });
  },
  'POST /api/v1/configs/secrets/{name}/reveal': async (_, stage) => {
    await stage.admin.try('PUT', `/configs/secrets/${SECRET}`, secretOf(stage, 'to see'));
    return {
      as: 'admin',
      path: api(`/configs/secrets/${SECRET}/reveal`),
      json: { projectId: stage.projectId, reason: 'to see it' },
    };
  },
};

const secretPath = api(`/configs/secrets/${SECRET}`);

function by({ name }: SignedIn, recipe: Recipe): Recipe {
  return { as: name, ...recipe };
}

async function onFile(stage: FuzzStage, path: string, recipe: Recipe = {}): Promise<Recipe> {
  return by(stage.manager, { path: api(`/configs/${await aFile(stage)}${path}`), ...recipe });
}

function inProject({ projectId }: FuzzStage): readonly (readonly [string, string])[] {
  return [['projectId', projectId]];
}

function newFile({ projectId }: FuzzStage, name: string): object {
  return { projectId, name, format: 'yaml', text: 'a: 1\nb: 1\n' };
}

function secretOf({ projectId }: FuzzStage, value: string): object {
  return { projectId, value };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The one of this name; made when there is none. */
async function aFile(stage: FuzzStage, name = FILE): Promise<string> {
  const { admin, projectId } = stage;
  const path = `/configs?projectId=${projectId}&q=${name}`;
  const { items } = await admin.ask<{ items: readonly Named[] }>('GET', path);
  const known = items.find((each) => each.name === name);
  return known?.id ?? (await admin.ask<Named>('POST', '/configs', newFile(stage, name))).id;
}

/** Others come and go. */
async function anotherPlace(stage: FuzzStage): Promise<string> {
  const { admin, projectId } = stage;
  const path = `/configs/${await aFile(stage)}`;
  const { environments } = await admin.ask<{ environments: readonly { code: string }[] }>('GET', path);
  const found = environments.find(({ code }) => code !== PLACE);
  if (found) return found.code;
  await admin.try('POST', `/projects/${projectId}/environments`, { code: 'spare', name: 'Spare' });
  return 'spare';
}

async function versionOf(stage: FuzzStage, layer: string): Promise<number> {
  const path = `/configs/${await aFile(stage)}/layers/${layer}`;
  return (await stage.admin.ask<{ version: number }>('GET', path)).version;
}

async function saved({ admin }: FuzzStage, id: string, layer: string, text: string | null): Promise<void> {
  const path = `/configs/${id}/layers/${layer}`;
  const { version } = await admin.ask<{ version: number }>('GET', path);
  await admin.try('PUT', path, { text, parentVersion: version });
}

interface Place {
  readonly environmentId: string;
  readonly code: string;
}

interface Published {
  readonly bin: string;
  readonly version: string;
}

async function aPublication(stage: FuzzStage, id: string, environment = PLACE): Promise<Published> {
  const body = { environment, fileIds: [id], evenIfBad: true };
  const { items } = await stage.admin.ask<{ items: readonly [Published] }>(
    'POST',
    '/configs/publications',
    body,
  );
  return items[0];
}

/** What new nodes get, the environment has; that of production is not set by hand so easily. */
async function aStableFile(stage: FuzzStage, name: string): Promise<{ id: string; place: string }> {
  const { admin } = stage;
  const id = await aFile(stage, name);
  const place = await anotherPlace(stage);
  const { environments } = await admin.ask<{ environments: readonly Place[] }>('GET', `/configs/${id}`);
  const environmentId = environments.find(({ code }) => code === place)?.environmentId;
  // It may be one that was deleted there.
  await saved(stage, id, place, null);
  const { bin, version } = await aPublication(stage, id, place);
  await admin.try('PUT', `/environments/${environmentId}/baselines/${bin}`, { version });
  return { id, place };
}

/** A new one is on its way to the nodes; now and then only, as each leaves a release behind. */
async function aRollingFile(stage: FuzzStage, name: string, isNew: boolean): Promise<string> {
  const known = stage.things.of('rolling configs')[0];
  if (known !== undefined && !isNew) return known;
  const id = await aFile(stage, `rolling-${name}`);
  const body = { ...AT_ONCE, environment: PLACE };
  const path = `/configs/${id}/publish`;
  const { releaseId } = await stage.manager.ask<{ releaseId: string }>('POST', path, body);
  await stage.approver.try('POST', `/releases/${releaseId}/approve`, {});
  await stage.manager.try('POST', `/releases/${releaseId}/deploy`, {});
  stage.things.set('rolling configs', [id]);
  return id;
}

async function anExport({ admin, sender, projectId }: FuzzStage): Promise<Buffer> {
  const query = [['projectId', projectId]] as const;
  const path = api('/configs/export');
  const request = { method: 'GET', path, query, headers: {}, json: null, body: null };
  return (await sender.send(request, admin.authorization())).body;
}
