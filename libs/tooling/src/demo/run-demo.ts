import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brokenProgram, publishedProgram, type Program } from '../fleet/programs.js';
import { until } from '../processes/until.js';
import { ApiSession } from './api-session.js';
import { startConsole } from './console-process.js';
import { BIN, bootFleet, FLEET_SIZE, planFleet, shutDownFleet } from './demo-fleet.js';
import { ensureBin, ensureProject, enrolmentToken, inventAccounts, signInAll, type Who } from './people.js';
import { Releases } from './releases.js';
import { NotObservedError, Story, type DemoResult } from './report.js';
import { badRelease, canaryRelease, firstRelease, killedAgent, lostAgent } from './scenario.js';
import { Sightings } from './sightings.js';
import { uploadAll } from './uploads.js';

const ENVIRONMENT = 'production';
const PROJECT = { code: 'demo', name: 'Demo' };

/** The main job, from the first upload to a lost host, on processes of its own that are gone afterwards. */
export async function runDemo(print: (line: string) => void, interrupted: AbortSignal): Promise<DemoResult> {
  const folder = mkdtempSync(join(tmpdir(), 'release-console-demo-'));
  // PostgreSQL may run as another user, who has to get to his cluster in it.
  chmodSync(folder, 0o711);
  const story = new Story(print, interrupted);
  const cleanups: (() => Promise<unknown>)[] = [];
  let hosts: DemoResult['hosts'] = [];
  const aborted = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () =>
      reject(new NotObservedError('the end, because of an interruption')),
    );
  });
  try {
    hosts = await Promise.race([play(folder, story, cleanups), aborted]);
  } catch (error) {
    if (!(error instanceof NotObservedError)) throw error;
    print(error.message);
    print(lastLines(join(folder, 'data/console.log')));
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => print(String(error)));
    removeFolder(folder);
  }
  if (story.isWholeTrue) await leavesNothing(story, folder).catch(() => undefined);
  return { ok: story.isWholeTrue && hosts.length > 0, steps: story.steps, hosts };
}

async function play(
  folder: string,
  story: Story,
  cleanups: (() => Promise<unknown>)[],
): Promise<DemoResult['hosts']> {
  const accounts = inventAccounts();
  const versions = programs(folder);
  const hosts = await planFleet(join(folder, 'hosts'));
  const witness = new Sightings(versions);
  let apiUrl = '';
  let people: Readonly<Record<Who, ApiSession>> | undefined;
  await story.step('the console starts on an embedded PostgreSQL', async () => {
    const running = await startConsole(join(folder, 'data'), accounts.admin);
    cleanups.push(() => running.stop());
    apiUrl = running.apiUrl;
    return running.url;
  });
  await story.step(`${FLEET_SIZE} agents join`, async () => {
    const admin = await ApiSession.signIn(apiUrl, accounts.admin.email, accounts.admin.password);
    const project = await ensureProject(admin, accounts, PROJECT);
    await ensureBin(admin, project.id, BIN);
    const environment = project.environments.find(({ code }) => code === ENVIRONMENT);
    if (!environment) throw new Error(`the project has no environment ${ENVIRONMENT}`);
    const token = await enrolmentToken(admin, environment.id, FLEET_SIZE, 'active');
    cleanups.push(() => shutDownFleet(hosts));
    bootFleet(hosts, { apiUrl, enrolmentToken: token });
    people = await signInAll(apiUrl, accounts);
    const { operator } = people;
    await until('The registration of every node', 60_000, async () => {
      const { online } = await operator.get<{ online: number }>('/nodes/summary');
      return online === FLEET_SIZE || undefined;
    });
    return `${FLEET_SIZE} nodes are online`;
  });
  const cast = people as Readonly<Record<Who, ApiSession>>;
  await story.step('Jenkins uploads three builds', () => uploadAll(cast.jenkins, versions));
  const releases = new Releases(cast, { project: PROJECT.code, environment: ENVIRONMENT, bin: BIN });
  const scene = { hosts, releases, witness, story };
  await firstRelease(scene);
  await canaryRelease(scene);
  await badRelease(scene);
  const [, , victim, , lost] = hosts;
  if (!victim || !lost) throw new Error('the fleet is too small');
  await killedAgent(scene, victim);
  await lostAgent(scene, lost);
  return witness.of(hosts);
}

function programs(folder: string): ReadonlyMap<string, Program> {
  const [a, b] = [publishedProgram('a'), publishedProgram('b')];
  return new Map([
    ['A', a],
    ['B', b],
    ['C', brokenProgram(b, join(folder, 'broken-build'))],
  ]);
}

function lastLines(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '';
}

async function leavesNothing(story: Story, folder: string): Promise<void> {
  await story.step('nothing is left behind', async () => {
    await until('The end of every process', 10_000, () => processesOf(folder).length === 0 || undefined);
    if (existsSync(folder)) throw new Error(`${folder} is still there`);
    return 'no process and no folder';
  });
}

/** Whoever stands in the demo's folder, or was started with a path in it. */
function processesOf(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return pids.filter((pid) => {
    try {
      const place = readlinkSync(`/proc/${pid}/cwd`);
      return place.startsWith(folder) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
}

/** Also a database that had to be kept elsewhere, because its user could not reach this folder. */
function removeFolder(folder: string): void {
  const pointer = join(folder, 'data/postgres.location');
  if (existsSync(pointer))
    rmSync(dirname(readFileSync(pointer, 'utf8').trim()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
