import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { configPaths } from '../fleet/host-files.js';
import type { Host } from '../fleet/host.js';
import { until } from '../processes/until.js';
import type { ConfigDesk } from './config-desk.js';
import type { ConfigWitness } from './config-witness.js';
import { APP, DEMO_CONFIGS, NGINX, nginxWith, PASSWORD } from './demo-configs.js';
import { CANARY, type Releases } from './releases.js';
import type { Story } from './report.js';

export interface ConfigCast {
  readonly hosts: readonly Host[];
  readonly desk: ConfigDesk;
  readonly releases: Releases;
  readonly witness: ConfigWitness;
  readonly story: Story;
}

const SOON_MS = 60_000;
const QUIET_MS = 3_000;
const BETTER = nginxWith('8081');
const BROKEN = nginxWith('eighty');

/** On one host something is in the way of the first text: the others have to be without it again, too. */
export async function firstTextsGoBack(cast: ConfigCast, blocked: Host): Promise<readonly string[]> {
  const { desk, releases, witness, story } = cast;
  let fileIds: readonly string[] = [];
  const { live } = configPaths(blocked.plan, NGINX.file);
  await story.step(
    `two files are made, and ${blocked.plan.name} can not take one of them: all go again`,
    async () => {
      await desk.setSecret(PASSWORD.name, PASSWORD.value);
      fileIds = [await desk.create(NGINX), await desk.create(APP)];
      mkdirSync(live);
      const { id } = await desk.publishTogether(fileIds, 'First configuration');
      const release = await releases.untilStatus(id, 'rolled_back', 2 * SOON_MS);
      rmSync(live, { recursive: true });
      const seen: string[] = [];
      for (const { file } of DEMO_CONFIGS) seen.push(await witness.allHave(file, null, SOON_MS));
      return `release ${release.number} is ${release.status}; ${seen.join('; ')}`;
    },
  );
  return fileIds;
}

/** Two files reach every host in one release, with the secret that nobody sees in the console. */
export async function firstTexts(cast: ConfigCast, fileIds: readonly string[]): Promise<void> {
  const { desk, releases, witness, story } = cast;
  await story.step('two files are published together to every host, one with a secret in it', async () => {
    const { id } = await desk.publishTogether(fileIds, 'First configuration', true);
    await releases.untilStatus(id, 'completed', SOON_MS);
    const seen: string[] = [];
    for (const { file, effective } of DEMO_CONFIGS)
      seen.push(await witness.allHave(file, effective, SOON_MS));
    const shown = await Promise.all(fileIds.map((fileId) => desk.shown(fileId)));
    if (shown.some((text) => text.includes(PASSWORD.value))) throw new Error('the console shows the secret');
    return `${seen.join('; ')}; the console shows no secret`;
  });
}

/** A good change goes to one host, waits there, and then to all. */
export async function goodText(cast: ConfigCast, fileId: string): Promise<void> {
  const { hosts, desk, releases, witness, story } = cast;
  let releaseId = '';
  await story.step('a good change goes to one canary host and waits there', async () => {
    await desk.save(fileId, 'base', BETTER, 'Another port');
    ({ id: releaseId } = await desk.publish(fileId, CANARY));
    await releases.untilStatus(releaseId, 'paused', SOON_MS);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const [canaries, rest] = [BETTER, NGINX.effective].map((text) => witness.having(NGINX.file, text));
    if (canaries?.length !== 1 || rest?.length !== hosts.length - 1)
      throw new Error(
        `${canaries?.length ?? 0} hosts have the new text and ${rest?.length ?? 0} the old one`,
      );
    return `${canaries[0]?.plan.name ?? ''} has the new text, the other ${rest.length} still the old one after ${QUIET_MS / 1_000} s`;
  });
  await story.step('it is promoted to all', async () => {
    await releases.promote(releaseId);
    await releases.untilStatus(releaseId, 'completed', SOON_MS);
    return witness.allHave(NGINX.file, BETTER, SOON_MS);
  });
}

/** What validates the file on the host refuses it: nothing is touched, and the release undoes itself. */
export async function badText(cast: ConfigCast, fileId: string): Promise<void> {
  const { desk, releases, witness, story } = cast;
  await story.step('a change that parses and that its hosts refuse is rolled back by itself', async () => {
    await desk.save(fileId, 'base', BROKEN, 'A port that is none');
    const { id } = await desk.publish(fileId, CANARY);
    const release = await releases.untilStatus(id, 'rolled_back', 2 * SOON_MS);
    return `release ${release.number} is ${release.status}: ${release.headline.en}`;
  });
  await story.step(
    'the files on all hosts are the old ones, and its history says that the change was bad',
    async () => {
      const seen = await witness.allHave(NGINX.file, BETTER, SOON_MS);
      const [newest] = await desk.history(fileId);
      if (newest?.state !== 'bad') throw new Error(`the newest text is ${newest?.state ?? 'missing'}`);
      return `${seen}; text ${newest.version} is bad: ${newest.badReason?.en ?? ''}`;
    },
  );
}

/** Somebody edits the file on a host. */
export async function editedByHand({ desk, story }: ConfigCast, fileId: string, host: Host): Promise<void> {
  await story.step(`the file is changed by hand on ${host.plan.name}, and found`, async () => {
    writeFileSync(configPaths(host.plan, NGINX.file).live, `${BETTER}# by hand\n`);
    const found = await until('The finding', SOON_MS, async () => {
      const others = (await desk.instances(fileId)).filter(({ state }) => state !== 'in_sync');
      return others.some(({ state }) => state === 'drifted') ? others : undefined;
    });
    const isRight = found.length === 1 && found[0]?.nodeName === host.plan.name && found[0].running === null;
    if (!isRight) throw new Error(`found were ${found.map(({ nodeName }) => nodeName).join(', ')}`);
    return `${host.plan.name} is drifted, and all others are in sync`;
  });
}

/** One request, and every host has what it had before the good change, also the one that somebody edited. */
export async function backToFirstText(cast: ConfigCast, fileId: string): Promise<void> {
  const { desk, releases, witness, story } = cast;
  await story.step(
    'one request of an operator rolls the file back everywhere, without an approval',
    async () => {
      const id = await desk.rollBack(fileId, 'the old port was better');
      await releases.untilStatus(id, 'completed', 2 * SOON_MS);
      return witness.allHave(NGINX.file, NGINX.effective, SOON_MS);
    },
  );
}

/** By a release too. */
export async function deletion(cast: ConfigCast, fileId: string): Promise<void> {
  const { desk, releases, witness, story } = cast;
  await story.step('the file is deleted by a release, and the other one stays', async () => {
    const { id } = await desk.delete(fileId, 'nobody reads it any more');
    await releases.untilStatus(id, 'completed', SOON_MS);
    const gone = await witness.allHave(NGINX.file, null, SOON_MS);
    return `${gone}; ${await witness.allHave(APP.file, APP.effective, SOON_MS)}`;
  });
}
