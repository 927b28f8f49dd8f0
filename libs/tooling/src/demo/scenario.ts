import type { Host } from '../fleet/host.js';
import { until } from '../processes/until.js';
import { ALL_AT_ONCE, CANARY, type Release, type Releases } from './releases.js';
import type { Story } from './report.js';
import type { Sightings } from './sightings.js';

export interface Cast {
  readonly hosts: readonly Host[];
  readonly releases: Releases;
  readonly witness: Sightings;
  readonly story: Story;
}

const SOON_MS = 60_000;
const QUIET_MS = 3_000;

/** Version A reaches every host. */
export async function firstRelease({ hosts, releases, witness, story }: Cast): Promise<void> {
  await story.step(
    'A is released, approved by somebody else by the link of a message, and deployed',
    async () => {
      const release = await releases.deploy({ version: 'A', title: 'First build', strategy: ALL_AT_ONCE });
      await releases.untilStatus(release.id, 'completed', SOON_MS);
      return witness.allOn(hosts, 'A', SOON_MS);
    },
  );
}

/** Version B goes to one host, waits there, and then to all. */
export async function canaryRelease({ hosts, releases, witness, story }: Cast): Promise<void> {
  let release: Release | undefined;
  await story.step('B goes to one canary host and waits there', async () => {
    release = await releases.deploy({ version: 'B', title: 'Second build', strategy: CANARY });
    await releases.untilStatus(release.id, 'paused', SOON_MS);
    const canaries = await witness.runningOn(hosts, 'B');
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const later = await witness.runningOn(hosts, 'B');
    const rest = await witness.runningOn(hosts, 'A');
    if (canaries.length !== 1 || later.length !== 1 || rest.length !== hosts.length - 1) {
      throw new Error(`${later.length} hosts run B and ${rest.length} run A`);
    }
    return `${later[0]?.plan.name ?? ''} runs B, the other ${rest.length} still run A after ${QUIET_MS / 1000} s`;
  });
  await story.step('B is promoted to all', async () => {
    const { id } = release as Release;
    await releases.promote(id);
    await releases.untilStatus(id, 'completed', SOON_MS);
    return witness.allOn(hosts, 'B', SOON_MS);
  });
}

/** Version C dies at its start: the canary host puts B back, and the release undoes itself. */
export async function badRelease({ hosts, releases, witness, story }: Cast): Promise<void> {
  const before = await witness.of(hosts);
  await story.step('C, a broken build, fails on its canary host and is rolled back by itself', async () => {
    const { id } = await releases.deploy({ version: 'C', title: 'Broken build', strategy: CANARY });
    const release = await releases.untilStatus(id, 'rolled_back', 2 * SOON_MS);
    return `release ${release.number} is ${release.status}: ${release.headline.en}`;
  });
  await story.step('every host runs B after the bad release', async () => {
    const seen = await witness.allOn(hosts, 'B', SOON_MS);
    const after = await witness.of(hosts);
    const restarted = after.filter(({ pid }, index) => pid !== before[index]?.pid).map(({ host }) => host);
    if (restarted.length !== 1) throw new Error(`restarted were: ${restarted.join(', ') || 'none'}`);
    return `${seen}; only ${restarted[0] ?? ''} was ever touched`;
  });
}

/** One agent is killed in the middle of its update, comes back and finishes. */
export async function killedAgent({ hosts, releases, witness, story }: Cast, victim: Host): Promise<void> {
  let id = '';
  const [before] = await witness.of([victim]);
  await story.step(`the agent of ${victim.plan.name} is killed (-9) in the middle of an update`, async () => {
    victim.linger();
    ({ id } = await releases.deploy({
      version: 'A',
      title: 'Back to the first build',
      strategy: ALL_AT_ONCE,
    }));
    await until('The update of the victim', SOON_MS, () => victim.isDraining || undefined);
    await victim.killAgent();
    const [after] = await witness.of([victim]);
    if (after?.pid !== before?.pid || !after?.answers) throw new Error('its program did not survive');
    return `its program, process ${after.pid ?? 0}, still runs ${after.version} and answers`;
  });
  await story.step(`the agent of ${victim.plan.name} comes back and finishes the update`, async () => {
    victim.goOn();
    victim.startAgent();
    await releases.untilStatus(id, 'completed', 2 * SOON_MS);
    return witness.allOn(hosts, 'A', SOON_MS);
  });
}

/** One agent is gone for good in the middle of its update; the release ends all the same, and names it. */
export async function lostAgent({ hosts, releases, witness, story }: Cast, lost: Host): Promise<void> {
  const others = hosts.filter((host) => host !== lost);
  let id = '';
  await story.step(
    `the agent of ${lost.plan.name} is stopped for good in the middle of an update`,
    async () => {
      lost.linger();
      ({ id } = await releases.deploy({
        version: 'B',
        title: 'Second build again',
        strategy: ALL_AT_ONCE,
        failureThreshold: 1,
        darkAfterSeconds: 10,
      }));
      await until('The update of the lost one', SOON_MS, () => lost.isDraining || undefined);
      await lost.killAgent();
      return witness.allOn(others, 'B', SOON_MS);
    },
  );
  await story.step('the release ends with exceptions and names the lost host', async () => {
    const release = await releases.untilStatus(id, 'completed_with_exceptions', 2 * SOON_MS);
    const named = release.exceptions.map(({ nodeName, status }) => `${nodeName} (${status})`).join(', ');
    const isRight = release.exceptions.length === 1 && release.exceptions[0]?.nodeName === lost.plan.name;
    if (!isRight) throw new Error(`it names ${named || 'nobody'}`);
    await witness.allOn([lost], 'A', SOON_MS);
    return `it names ${named}; the witness sees that host still on A`;
  });
}
