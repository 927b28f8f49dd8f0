import { AUTHOR, test as base, type Fleet, type World } from './world';

interface Scene {
  readonly fleet: Fleet;
  readonly waiting: string;
  readonly drawer: string;
  readonly all: readonly string[];
}

/** Something on every page: a release that is done, one that waits, hosts that report. Journeys leave it as it is. */
export const test = base.extend<object, { scene: Scene }>({
  scene: [async ({ world }, use) => use(await setScene(world)), { scope: 'worker', timeout: 120_000 }],
});

async function setScene(world: World): Promise<Scene> {
  const fleet = await world.fleet(2);
  const done = await world.bring(fleet, '1.0');
  await setRules(world, fleet);
  const waiting = await waitingRelease(world, fleet, { hours: NIGHTS });
  await world.admin.call('POST', '/tokens', { name: 'nightly report', permissions: ['project.read'] });
  const config = await configFile(world, fleet);
  const outside = await setOutside(world, fleet);
  const { items } = await world.admin.call<{ items: { id: string }[] }>(
    'GET',
    `/nodes?environmentId=${fleet.environmentId}`,
  );
  const all = [
    '/',
    '/releases',
    `/releases/new?project=${fleet.projectId}&environment=${fleet.environmentId}&bin=${fleet.bin}&version=2.0`,
    `/releases/${done}`,
    `/releases/${waiting}`,
    `/releases/compare?b=${waiting}`,
    '/approvals',
    `/approvals/${waiting}`,
    '/projects',
    `/projects/${fleet.code}`,
    '/nodes',
    `/nodes/${items[0]?.id}`,
    '/nodes/enrolment',
    '/bins',
    `/bins/${fleet.bin}`,
    `/bins/${fleet.bin}/1.0`,
    '/config',
    '/config?tab=secrets',
    `/config/${config}`,
    `/config/${config}?layer=production`,
    `/config/${config}?tab=effective&layer=production`,
    `/config/${config}?tab=history&layer=production&compare=draft:staging..draft:production`,
    `/config/${config}?tab=instances&layer=production`,
    '/settings/profile',
    '/settings/tokens',
    '/settings/users',
    ...outside,
    '/settings/freezes',
    '/emergency-stop',
    '/audit',
    '/monitoring',
    '/monitoring/alerts',
    '/monitoring/alerts?tab=rules',
    '/no-such-page',
  ];
  return { fleet, waiting, drawer: `/releases/${done}?node=${items[0]?.id}`, all };
}

/** A file that production lays a text of its own over, with a secret that has a value; nothing in it looks like a missing word. */
async function configFile({ admin }: World, { projectId }: Fleet): Promise<string> {
  await admin.call('PUT', '/configs/secrets/DB_PASSWORD', { projectId, value: 'sesame' });
  const { id } = await admin.call<{ id: string }>('POST', '/configs', {
    ...{ projectId, name: 'app-1.yaml', format: 'yaml' },
    text: '# what all have\nlevel: info\npassword: ${secret:DB_PASSWORD}\n',
  });
  await admin.call('PUT', `/configs/${id}/layers/production`, {
    ...{ text: 'level: warn\n', removedKeys: [], parentVersion: 0, message: 'Less noise' },
  });
  return id;
}

/** Where builds come from and messages go to; nobody is there. */
async function setOutside({ admin }: World, { projectId, bin }: Fleet): Promise<readonly string[]> {
  const nowhere = 'http://127.0.0.1:9/';
  const about = { projectId, name: 'Main' };
  const { source } = await admin.call<{ source: { id: string } }>('POST', '/ci/sources', {
    ...{ ...about, kind: 'jenkins', baseUrl: nowhere, pollSeconds: 0 },
  });
  await admin.call('POST', '/ci/rules', {
    ...{ sourceId: source.id, name: 'Main', job: 'team/my-svc', file: 'dist/my-svc-{arch}', bin },
    ...{ version: '{parameter.VERSION}', arch: '{file.arch}' },
  });
  const channel = await admin.call<{ id: string }>('POST', '/notification-channels', {
    ...{ ...about, kind: 'dingtalk', url: nowhere },
  });
  return [
    '/settings/builds',
    `/settings/builds/${source.id}`,
    `/settings/builds/${source.id}?tab=started`,
    '/settings/channels',
    `/settings/channels/${channel.id}`,
    `/settings/channels/${channel.id}?tab=texts`,
    `/settings/channels/${channel.id}?tab=log`,
  ];
}

/** Production starts from a template, is frozen at times and wants proof from staging. */
async function setRules({ admin }: World, { projectId, environmentId }: Fleet): Promise<void> {
  const project = `/projects/${projectId}`;
  const { environments } = await admin.call<{ environments: { id: string; code: string }[] }>('GET', project);
  const staging = environments.find(({ code }) => code === 'staging')?.id;
  await admin.call('PUT', `${project}/environments/${environmentId}`, {
    promotionRule: { fromEnvironmentId: staging, soakHours: 24 },
  });
  await admin.call('POST', `${project}/tokens`, { name: 'build server', role: 'developer' });
  await admin.call('POST', `${project}/strategy-templates`, {
    name: 'Careful at night',
    strategy: { type: 'canary', steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 100 }] },
    hours: NIGHTS,
    defaultForEnvironmentIds: [environmentId],
  });
  await admin.call('POST', `${project}/freezes`, {
    name: 'Weekend',
    reason: 'Nobody is there to help',
    times: { kind: 'weekly', timeZone: 'Asia/Shanghai', days: [6], from: '00:00', to: '23:00' },
    environmentId,
  });
}

const NIGHTS = { timeZone: 'Asia/Shanghai', days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00' };

/** A release of version 2.0 that waits for its approval. */
export async function waitingRelease(world: World, fleet: Fleet, more: object = {}): Promise<string> {
  const author = await world.api(AUTHOR);
  await author.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
  const { id } = await author.createRelease(fleet.environmentId, fleet.bin, '2.0', more);
  return id;
}
