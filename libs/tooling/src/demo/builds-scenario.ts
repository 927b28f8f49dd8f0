import { until } from '../processes/until.js';
import type { ApiSession } from './api-session.js';
import { JOB, type DemoJenkins, type JenkinsBuild } from './demo-jenkins.js';
import { BIN } from './demo-fleet.js';
import type { Story } from './report.js';
import type { Versions } from './sightings.js';

interface Version {
  readonly version: string;
  readonly artifacts: readonly { readonly sha256: string }[];
}

interface Build {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly runs: readonly unknown[];
}

interface BuildDetail extends Build {
  readonly imports: readonly { readonly state: string; readonly error: string | null }[];
}

interface Scene {
  readonly admin: ApiSession;
  readonly jenkins: DemoJenkins;
  readonly source: { readonly id: string; readonly urlWithSecret: string };
  readonly versions: Versions;
  readonly story: Story;
}

const SOON_MS = 60_000;
const FAILED_VERSION = 'failed';

/** The builds of the demo come by the webhook of a Jenkins, and one that it did not tell of by asking it. */
export async function buildsComeIn(
  admin: ApiSession,
  projectId: string,
  jenkins: DemoJenkins,
  versions: Versions,
  story: Story,
): Promise<void> {
  const scene = { admin, jenkins, source: await sourceOf(admin, projectId, jenkins), versions, story };
  await toldBuilds(scene);
  await failedBuild(scene);
  await missedBuild(scene);
}

async function sourceOf(
  admin: ApiSession,
  projectId: string,
  jenkins: DemoJenkins,
): Promise<Scene['source']> {
  const { source, urlWithSecret } = await admin.post<{ source: { id: string }; urlWithSecret: string }>(
    '/ci/sources',
    {
      projectId,
      kind: 'jenkins',
      name: 'Jenkins of the demo',
      baseUrl: jenkins.baseUrl,
      userName: jenkins.userName,
      token: jenkins.token,
      pollSeconds: 0,
    },
  );
  await admin.post('/ci/rules', {
    sourceId: source.id,
    name: 'Gateways',
    job: JOB,
    ref: 'main',
    file: 'dist/gateway-{arch}',
    bin: BIN,
    version: '{parameter.VERSION}',
    arch: '{file.arch}',
  });
  return { id: source.id, urlWithSecret };
}

async function toldBuilds(scene: Scene): Promise<void> {
  const { jenkins, source, story, versions } = scene;
  await story.step(
    'Jenkins tells of its builds A and B, of A twice, and each becomes one version',
    async () => {
      const [a, b] = ['A', 'B'].map((version) => jenkins.build(version, programOf(versions, version)));
      for (const build of [a, a, b] as JenkinsBuild[])
        for (const phase of ['COMPLETED', 'FINALIZED'] as const)
          await jenkins.tell(source.urlWithSecret, build, phase);
      for (const build of [a, b] as JenkinsBuild[]) await untilImported(scene, build);
      const { items } = await scene.admin.get<{ items: readonly { duplicates: number }[] }>(
        `/ci/deliveries?sourceId=${source.id}`,
      );
      const repeated = items.reduce((sum, { duplicates }) => sum + duplicates, 0);
      if (items.length !== 4 || repeated !== 2)
        throw new Error(`it kept ${items.length} calls and ${repeated} repetitions`);
      return `6 calls, 2 of them repetitions; ${await onlyVersions(scene, ['A', 'B'])}`;
    },
  );
}

async function failedBuild(scene: Scene): Promise<void> {
  const { jenkins, source, story, versions } = scene;
  await story.step('a build that failed is shown, and nothing is made of it', async () => {
    const failed = jenkins.build(FAILED_VERSION, programOf(versions, 'C'), 'FAILURE');
    for (const phase of ['COMPLETED', 'FINALIZED'] as const)
      await jenkins.tell(source.urlWithSecret, failed, phase);
    const { state, runs, imports } = await until('The failed build in the list', SOON_MS, async () => {
      const { items } = await scene.admin.get<{ items: readonly { state: string }[] }>(
        `/ci/deliveries?sourceId=${source.id}`,
      );
      return items.every((one) => one.state === 'processed') ? buildOf(scene, failed) : undefined;
    });
    if (state !== 'failed' || runs.length + imports.length > 0)
      throw new Error(
        `build ${failed.number} is ${state} and ${runs.length + imports.length} things came of it`,
      );
    return `build ${failed.number} is ${state}; ${await onlyVersions(scene, ['A', 'B'])}`;
  });
}

async function missedBuild(scene: Scene): Promise<void> {
  const { jenkins, source, story, versions } = scene;
  await story.step('C, a broken build of which Jenkins never tells, is found by asking it', async () => {
    const missed = jenkins.build('C', programOf(versions, 'C'));
    await scene.admin.patch(`/ci/sources/${source.id}`, { pollSeconds: 1 });
    const { origin } = await untilImported(scene, missed);
    if (origin !== 'poll') throw new Error(`the console knows of it by ${origin}`);
    return `build ${missed.number} came by asking; ${await onlyVersions(scene, ['A', 'B', 'C'])}`;
  });
}

async function untilImported(scene: Scene, build: JenkinsBuild): Promise<BuildDetail> {
  return until(`The import of build ${build.number}`, SOON_MS, async () => {
    const found = await buildOf(scene, build);
    const refused = found?.imports.find(({ state }) => state === 'refused');
    if (refused) throw new Error(`build ${build.number} is refused: ${refused.error ?? ''}`);
    const isIn = found?.imports.length === 1 && found.imports[0]?.state === 'done';
    return isIn ? found : undefined;
  });
}

async function buildOf({ admin, source }: Scene, { number }: JenkinsBuild): Promise<BuildDetail | undefined> {
  const { items } = await admin.get<{ items: readonly Build[] }>(`/ci/builds?sourceId=${source.id}`);
  const found = items.filter((one) => one.number === number);
  if (found.length > 1) throw new Error(`build ${number} is there ${found.length} times`);
  return found[0] && admin.get<BuildDetail>(`/ci/builds/${found[0].id}`);
}

/** Exactly these, each with one file that has the sha256 that the demo took of it on this disk. */
async function onlyVersions({ admin, versions }: Scene, wanted: readonly string[]): Promise<string> {
  const { items } = await admin.get<{ items: readonly Version[] }>(`/bins/${BIN}/versions`);
  const names = items.map(({ version }) => version).sort();
  if (names.join() !== wanted.join()) throw new Error(`the versions are ${names.join(', ') || 'none'}`);
  for (const { version, artifacts } of items) {
    const hashes = artifacts.map(({ sha256 }) => sha256);
    if (hashes.join() !== programOf(versions, version).sha256)
      throw new Error(`${version} has ${hashes.length} files: ${hashes.join(', ')}`);
  }
  return `${wanted.join(', ')} are there once each, with the sha256 that they have here`;
}

function programOf(versions: Versions, version: string) {
  const program = versions.get(version);
  if (!program) throw new Error(`there is no program ${version}`);
  return program;
}
