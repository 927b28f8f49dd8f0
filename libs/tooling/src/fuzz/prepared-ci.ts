import { createHmac } from 'node:crypto';
import type { Chance } from '@release-console/fleet-sim';
import type { FuzzStage } from './fuzz-stage.js';
import { FILE, LOST_FILE, ODD } from './fuzzed-jenkins.js';
import { api, fresh, type Make, type Recipe } from './recipe.js';

const CI = '/api/v1/ci';
const HOOKS = '/api/v1/webhooks';
const JOB = 'team/fuzz';
const BIN = 'built';
const KINDS = ['jenkins', 'gitlab', 'github', 'generic'] as const;
type Kind = (typeof KINDS)[number];

/** Builds that come in: calls have to prove where they come from, and the rest only is there once they did. */
export const PREPARED_CI: Readonly<Record<string, Make>> = {
  [`POST ${CI}/sources`]: (chance, stage) => ({
    as: 'admin',
    json: newSource(stage, chance.pick(KINDS), `s ${fresh(chance)}`),
  }),
  [`GET ${CI}/sources/{id}`]: async (chance, stage) => onSource(stage, chance.pick(KINDS), ''),
  [`PATCH ${CI}/sources/{id}`]: async (chance, stage) => ({
    as: 'admin',
    path: api(`/ci/sources/${(await spare(stage)).id}`),
    json: { name: `s ${fresh(chance)}`, token: 'another', pollSeconds: 0, isEnabled: chance.is(0.5) },
  }),
  [`DELETE ${CI}/sources/{id}`]: async (chance, stage) => ({
    as: 'admin',
    path: api(`/ci/sources/${(await made(stage, chance.pick(KINDS), `gone ${fresh(chance)}`)).id}`),
  }),
  [`POST ${CI}/sources/{id}/secret`]: async (_, stage) => ({
    as: 'admin',
    path: api(`/ci/sources/${(await spare(stage)).id}/secret`),
    json: { graceSeconds: 60 },
  }),
  [`POST ${CI}/sources/{id}/test`]: async (chance, stage) => onSource(stage, chance.pick(KINDS), '/test'),
  [`POST ${CI}/sources/{id}/builds`]: async (chance, stage) => {
    const { id } = chance.is(0.3) ? await spare(stage) : await sourceOf(stage, 'jenkins');
    const parameters = chance.is(0.5) ? { VERSION: `p.${fresh(chance)}` } : {};
    return { as: 'admin', path: api(`/ci/sources/${id}/builds`), json: { job: JOB, parameters } };
  },
  [`GET ${CI}/sources/{id}/builds/started`]: async (_, stage) =>
    onSource(stage, 'jenkins', '/builds/started'),

  [`POST ${CI}/rules`]: async (chance, stage) => ({ as: 'admin', json: await newRule(stage, chance) }),
  [`POST ${CI}/rules/try`]: async (_, stage) => {
    const { id } = await sourceOf(stage, 'jenkins');
    return { as: 'admin', json: ruleOf(id, 'tried') };
  },
  [`GET ${CI}/rules/{id}`]: (_, stage) => onNewest(stage, 'rules', ''),
  [`PUT ${CI}/rules/{id}`]: async (chance, stage) => {
    const { id } = await stage.admin.ask<{ id: string }>('POST', '/ci/rules', await newRule(stage, chance));
    const { sourceId: _, ...json } = await newRule(stage, chance);
    return { as: 'admin', path: api(`/ci/rules/${id}`), json };
  },
  [`DELETE ${CI}/rules/{id}`]: async (chance, stage) => {
    const { id } = await stage.admin.ask<{ id: string }>('POST', '/ci/rules', await newRule(stage, chance));
    return { as: 'admin', path: api(`/ci/rules/${id}`) };
  },

  [`GET ${CI}/deliveries/{id}`]: (_, stage) => onNewest(stage, 'deliveries', ''),
  [`POST ${CI}/deliveries/{id}/replay`]: (_, stage) => onNewest(stage, 'deliveries', '/replay'),
  [`GET ${CI}/builds/{id}`]: (_, stage) => onNewest(stage, 'builds', ''),
  [`POST ${CI}/imports/{id}/retry`]: (chance, stage) =>
    onNewest(stage, 'imports', '/retry', chance.is(0.5) ? '&state=refused' : ''),

  [`POST ${HOOKS}/jenkins/{source}`]: (chance, stage) => call(stage, chance, 'jenkins'),
  [`POST ${HOOKS}/gitlab/{source}`]: (chance, stage) => call(stage, chance, 'gitlab'),
  [`POST ${HOOKS}/github/{source}`]: (chance, stage) => call(stage, chance, 'github'),
  [`POST ${HOOKS}/generic/{source}`]: (chance, stage) => call(stage, chance, 'generic'),
};

interface Source {
  readonly id: string;
  readonly secret: string;
}

const kept = new WeakMap<FuzzStage, Map<string, Promise<Source>>>();

/** Those that tell of builds stay as they are. */
function sourceOf(stage: FuzzStage, kind: Kind): Promise<Source> {
  return keptOf(stage, kind, async () => {
    const source = await made(stage, kind, `kept ${kind}`);
    if (kind !== 'jenkins') return source;
    const { admin, projectId } = stage;
    await admin.try('POST', '/bins', { projectId, name: BIN });
    await admin.ask('POST', '/ci/rules', ruleOf(source.id, 'kept'));
    return source;
  });
}

/** Changed at will; where it is asked, the answers are odd. */
function spare(stage: FuzzStage): Promise<Source> {
  return keptOf(stage, 'spare', () => made(stage, 'jenkins', 'spare', ODD));
}

function keptOf(stage: FuzzStage, name: string, make: () => Promise<Source>): Promise<Source> {
  const sources = kept.get(stage) ?? new Map<string, Promise<Source>>();
  kept.set(stage, sources);
  const source =
    sources.get(name) ??
    make().catch((error: unknown) => {
      sources.delete(name);
      throw error;
    });
  sources.set(name, source);
  return source;
}

async function made(stage: FuzzStage, kind: Kind, name: string, below?: string): Promise<Source> {
  const body = newSource(stage, kind, name, below);
  const { source, secret } = await stage.admin.ask<{ source: { id: string }; secret: string }>(
    'POST',
    '/ci/sources',
    body,
  );
  return { id: source.id, secret };
}

function newSource({ projectId, things }: FuzzStage, kind: Kind, name: string, below = ''): object {
  const baseUrl = `${things.of('jenkins')[0]}${below}`;
  const pollSeconds = name.startsWith('kept') ? 5 : 0;
  return { projectId, kind, name, baseUrl, userName: 'fuzz', token: 'a token', pollSeconds };
}

interface Rule {
  readonly sourceId: string;
  readonly name: string;
}

function ruleOf(sourceId: string, name: string): Rule {
  const about = { job: JOB, file: 'dist/{file}-{arch}', bin: BIN };
  return { sourceId, name, ...about, ...{ version: '{file.file}.{number}', arch: '{file.arch}' } };
}

/** About builds that never are. */
async function newRule(stage: FuzzStage, chance: Chance): Promise<Rule> {
  const { id } = await sourceOf(stage, 'jenkins');
  const release = { mode: chance.pick(['draft', 'submit']), environment: 'production' };
  return {
    ...ruleOf(id, `rule ${fresh(chance)}`),
    ...{ job: 'nobody/*' },
    ...(chance.is(0.5) ? { release } : {}),
  };
}

async function onSource(stage: FuzzStage, kind: Kind, rest: string): Promise<Recipe> {
  return { as: 'admin', path: api(`/ci/sources/${(await sourceOf(stage, kind)).id}${rest}`) };
}

/** When there is none yet, somebody tells of a build first. */
async function onNewest(stage: FuzzStage, of: string, rest: string, more = ''): Promise<Recipe> {
  const { admin } = stage;
  const { id } = await sourceOf(stage, 'jenkins');
  const path = `/ci/${of}?sourceId=${id}&limit=1`;
  type Items = { readonly items: readonly { readonly id: string }[] };
  const newest = async (search: string): Promise<string | undefined> =>
    (await admin.ask<Items>('GET', `${path}${search}`)).items[0]?.id;
  const known = (await newest(more)) ?? (more === '' ? undefined : await newest(''));
  if (known === undefined) await tell(stage);
  return { as: 'admin', path: api(`/ci/${of}/${known ?? id}${rest}`) };
}

async function tell(stage: FuzzStage): Promise<void> {
  const { id, secret } = await sourceOf(stage, 'jenkins');
  const path = api(`/webhooks/jenkins/${id}~${encodeURIComponent(secret)}`);
  const body = Buffer.from(JSON.stringify(buildOf('jenkins', 1)));
  const headers = { 'content-type': 'application/json' };
  await stage.sender.send({ method: 'POST', path, query: [], headers, json: null, body }, null);
}

/** Nobody else is to say who they are: that would be taken for the proof. */
async function call(stage: FuzzStage, chance: Chance, kind: Kind): Promise<Recipe> {
  const { id, secret } = await sourceOf(stage, kind);
  const json = Buffer.from(JSON.stringify(buildOf(kind, chance.int(1, 200))));
  const inAddress = kind === 'jenkins' ? `~${encodeURIComponent(secret)}` : '';
  const headers = proofOf(kind, secret, json, chance);
  return { as: 'nobody', path: api(`/webhooks/${kind}/${id}${inAddress}`), headers, json };
}

function proofOf(kind: Kind, secret: string, body: Buffer, chance: Chance): Readonly<Record<string, string>> {
  const isSigned = kind !== 'jenkins' && kind !== 'github' && chance.is(0.5);
  if (isSigned) return signature(secret, fresh(chance), body);
  if (kind === 'gitlab') return { 'x-gitlab-token': secret, 'x-gitlab-event': 'Pipeline Hook' };
  if (kind === 'generic') return { authorization: `Bearer ${secret}` };
  if (kind === 'jenkins') return {};
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  return {
    'x-hub-signature-256': `sha256=${digest}`,
    'x-github-event': chance.pick(['workflow_run', 'ping']),
    'x-github-delivery': fresh(chance),
  };
}

/** As Standard Webhooks have it. */
function signature(secret: string, id: string, body: Buffer): Readonly<Record<string, string>> {
  const at = Math.floor(Date.now() / 1_000);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${digest}` };
}

/** What each of them says of a build that went well. */
function buildOf(kind: Kind, number: number): object {
  if (kind === 'gitlab')
    return {
      object_kind: 'pipeline',
      object_attributes: { id: number, iid: number, ref: 'main', tag: false, status: 'success' },
      project: { id: 1, path_with_namespace: JOB },
      builds: [{ id: number, name: 'pack', status: 'success', artifacts_file: { filename: 'a.zip' } }],
    };
  if (kind === 'github')
    return {
      repository: { full_name: JOB },
      workflow_run: { id: number, name: 'pack', status: 'completed', conclusion: 'success' },
    };
  if (kind === 'generic')
    return { build: { job: JOB, number, status: 'SUCCESS', artifacts: [{ path: FILE }] } };
  const path = `job/team/job/fuzz/${number}/`;
  const file = (name: string): object => ({
    [name]: { archive: `http://127.0.0.1/${path}artifact/${name}` },
  });
  return {
    ...{ name: 'fuzz', url: 'job/team/job/fuzz/' },
    build: {
      ...{ number, queue_id: number, phase: 'FINALIZED', status: 'SUCCESS', url: path },
      ...{ timestamp: Date.now(), duration: 1_000, parameters: { VERSION: '1', PASSWORD: 'hidden' } },
      artifacts: { ...file(FILE), ...file(LOST_FILE) },
    },
  };
}
