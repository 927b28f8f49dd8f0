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
  const waiting = await waitingRelease(world, fleet);
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
    '/projects',
    `/projects/${fleet.code}`,
    '/nodes',
    `/nodes/${items[0]?.id}`,
    '/nodes/enrolment',
    '/bins',
    `/bins/${fleet.bin}`,
    `/bins/${fleet.bin}/1.0`,
    '/settings/profile',
    '/settings/users',
    '/settings/freezes',
    '/emergency-stop',
    '/no-such-page',
  ];
  return { fleet, waiting, drawer: `/releases/${done}?node=${items[0]?.id}`, all };
}

/** A release of version 2.0 that waits for its approval. */
export async function waitingRelease(world: World, fleet: Fleet): Promise<string> {
  const author = await world.api(AUTHOR);
  await author.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
  const { id } = await author.createRelease(fleet.environmentId, fleet.bin, '2.0');
  return id;
}
