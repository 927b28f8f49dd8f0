import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ArchiveHost } from './archive-host.js';
import { FakeConsole } from './fake-console.js';
import type { DesiredInTest } from './fake-console.js';
import { Visitors } from './front.js';
import { SlotHost } from './slot-host.js';
import { TestHost, until } from './test-host.js';

/** What an update that is cut by a crash is about. */
export const CRASH_SCENARIOS = [
  'upgrade',
  'broken',
  'first',
  'broken-first',
  'back-to-kept',
  'archive-first',
  'archive-broken-first',
  'archive-upgrade',
  'archive-broken',
  'archive-back-to-kept',
  'beside-upgrade',
  'beside-broken',
  'beside-back',
  'archive-beside-upgrade',
] as const;
export type CrashScenario = (typeof CRASH_SCENARIOS)[number];

export interface CrashPoint {
  readonly index: number;
  readonly name: string;
  readonly side: 'before' | 'after';
}

const GENERATION = 7;
const SECONDS_TO_TIDY = 10;

interface Stage {
  readonly console: FakeConsole;
  readonly host: TestHost;
  readonly old: string | null;
  readonly next: string;
  /** What is live in the end, and what the program then answers. */
  readonly endsWith: string | null;
  readonly answer: string | null;
}

async function setStage(scenario: CrashScenario): Promise<Stage> {
  const console = await new FakeConsole().start();
  const isArchive = scenario.startsWith('archive');
  const kind = isArchive ? 'archive' : 'file';
  const isBeside = scenario.includes('beside');
  const host = await (
    isBeside ? new SlotHost(kind) : isArchive ? new ArchiveHost() : new TestHost()
  ).prepare();
  const health = {
    http: `http://127.0.0.1:${isBeside ? '{port}' : host.port}/`,
    // A build that never comes up is waited for in full, one that does gets the time of a busy machine.
    startupSeconds: scenario.includes('broken') ? 3 : 15,
    intervalSeconds: 0.2,
    watchSeconds: 0,
  };
  host.configure([host.withToken(console.url)], { bins: { web: host.bin({ health }) } });
  try {
    return await prepareVersions(scenario, console, host);
  } catch (error) {
    await host.remove();
    await console.stop();
    throw error;
  }
}

async function prepareVersions(
  scenario: CrashScenario,
  console: FakeConsole,
  host: TestHost,
): Promise<Stage> {
  const old = scenario.endsWith('first') ? null : await installOld(console, host);
  const isBroken = scenario.includes('broken');
  const next = console.addFile(contentOf(host, 'two', isBroken ? 'unhealthy' : 'good'));
  if (scenario.endsWith('back-to-kept') || scenario === 'beside-back') {
    await update(console, host, next, GENERATION - 1);
    return { console, host, old: next, next: old ?? next, endsWith: old, answer: 'one' };
  }
  const end = isBroken
    ? { endsWith: old, answer: old === null ? null : 'one' }
    : { endsWith: next, answer: 'two' };
  return { console, host, old, next, ...end };
}

function contentOf(host: TestHost, name: string, behaviour?: 'good' | 'unhealthy'): Buffer {
  if (host instanceof SlotHost) return host.content(name, behaviour);
  return host instanceof ArchiveHost ? host.archive(name, behaviour) : host.program(name, behaviour);
}

/** A file was there before the agent, so it can only be kept and not be brought again; an archive is always brought. */
async function installOld(console: FakeConsole, host: TestHost): Promise<string> {
  if (kindOf(host) === 'archive') {
    const old = console.addFile(contentOf(host, 'one'));
    await update(console, host, old, GENERATION - 2);
    return old;
  }
  if (host instanceof SlotHost) return host.runOld(contentOf(host, 'one'));
  const old = host.install(contentOf(host, 'one'));
  await host.startService();
  return old;
}

/** An undisturbed update before the one that is cut. */
async function update(
  console: FakeConsole,
  host: TestHost,
  sha256: string,
  generation: number,
): Promise<void> {
  console.want({ bin: 'web', sha256, generation, kind: kindOf(host), ...besideOf(host, 600) });
  const agent = host.startAgent();
  await until(`the update to ${generation}`, () => {
    const seen = console.observedBin('web');
    return seen?.generation === generation && seen.phase === 'active';
  });
  await agent.kill('SIGTERM');
}

function kindOf(host: TestHost): 'archive' | 'file' {
  if (host instanceof SlotHost) return host.kind;
  return host instanceof ArchiveHost ? 'archive' : 'file';
}

const besideOf = (host: TestHost, keepOldSeconds: number): Partial<DesiredInTest> =>
  host instanceof SlotHost ? { mode: 'side-by-side', keepOldSeconds } : {};

async function removeStage(stage: Stage): Promise<void> {
  await stage.host.remove();
  await stage.console.stop();
}

function begin(stage: Stage): void {
  const size = { sizeBytes: 400 };
  const isKept = stage.endsWith === stage.next && stage.answer === 'one';
  stage.console.want({
    bin: 'web',
    sha256: stage.next,
    generation: GENERATION,
    kind: kindOf(stage.host),
    ...besideOf(stage.host, 0),
    ...(isKept ? size : {}),
  });
}

function isSettled(stage: Stage): boolean {
  const seen = stage.console.observedBin('web');
  const wanted = stage.endsWith === stage.next ? 'active' : 'failed';
  const isAlone = !(stage.host instanceof SlotHost) || stage.host.isAtRest();
  return (
    isAlone &&
    seen?.generation === GENERATION &&
    seen.phase === wanted &&
    seen.healthy === (stage.endsWith !== null)
  );
}

/** Every step that an undisturbed run passes, in order. */
export async function traceSteps(scenario: CrashScenario): Promise<readonly CrashPoint[]> {
  const stage = await setStage(scenario);
  try {
    const traceFile = join(stage.host.folder, 'trace');
    writeFileSync(traceFile, '');
    begin(stage);
    const agent = stage.host.startAgent({ AGENT_FAULT_TRACE: traceFile });
    await until(`${scenario} settles`, () => isSettled(stage));
    await agent.kill('SIGTERM');
    const lines = readFileSync(traceFile, 'utf8').trim().split('\n');
    return lines.flatMap((line) => {
      const [index = '', name = ''] = line.split(' ');
      return [
        { index: Number(index), name, side: 'before' as const },
        { index: Number(index), name, side: 'after' as const },
      ];
    });
  } finally {
    await removeStage(stage);
  }
}

/** Kills the agent at one step, starts it again, and says everything that is not as it must be. */
export async function crashAt(scenario: CrashScenario, point: CrashPoint): Promise<readonly string[]> {
  const stage = await setStage(scenario);
  const { host } = stage;
  const wrong: string[] = [];
  const visitors = host instanceof SlotHost ? new Visitors(host.front.url) : null;
  try {
    begin(stage);
    const first = host.startAgent({ AGENT_FAULT: `${point.index}:${point.side}` });
    const end = await Promise.race([first.ended, until('no crash', () => isSettled(stage) && 'settled')]);
    if (end !== 'settled' && end.signal !== 'SIGKILL')
      wrong.push(`ended with ${JSON.stringify(end)}: ${first.output}`);
    if (end === 'settled') await first.kill('SIGTERM');
    const live = host.liveDigest();
    if (live !== stage.old && live !== stage.next)
      wrong.push(`the live file is neither old nor new but ${String(live)}`);
    const second = host.startAgent();
    await until('it converges', () => isSettled(stage)).catch((error: unknown) => {
      wrong.push(
        `${String(error)}\n${first.output}\n${second.output}\n${JSON.stringify(stage.console.observed)}`,
      );
    });
    if (host.liveDigest() !== stage.endsWith) wrong.push('the wrong file is live in the end');
    const answer = await host.ask();
    if (answer !== stage.answer) wrong.push(`the program answers ${String(answer)}`);
    await visitors?.stop();
    if ((visitors?.lost.length ?? 0) > 0) wrong.push(`lost: ${visitors?.lost.join(', ')}`);
    const runs = host.witnessed();
    if (new Set(runs).size !== runs.length) wrong.push(`a hook ran twice in one attempt: ${runs.join(', ')}`);
    // The end is told before the lock is given back and before the place beside it is empty.
    await until('nothing is left', () => leftBeside(stage).length === 0, SECONDS_TO_TIDY).catch(() => {
      wrong.push(`left beside the live file: ${leftBeside(stage).join(', ')}`);
    });
    return wrong;
  } finally {
    await visitors?.stop();
    await removeStage(stage);
  }
}

function leftBeside({ host, endsWith, old, next }: Stage): readonly string[] {
  if (host instanceof SlotHost) {
    const lists = [old, next].flatMap((version) => (version === null ? [] : [version, `.${version}.list`]));
    const expected = new Set(['web-a', 'web-b', 'current-a', 'current-b', ...lists]);
    const folder = host.kind === 'file' ? dirname(host.path) : host.dir;
    return readdirSync(folder).filter((name) => !expected.has(name));
  }
  if (!(host instanceof ArchiveHost)) return readdirSync(dirname(host.path)).filter((name) => name !== 'web');
  const versions = [endsWith, old].flatMap((version) => version ?? []);
  const expected = new Set(['current', ...versions, ...versions.map((version) => `.${version}.list`)]);
  return readdirSync(host.dir).filter((name) => !expected.has(name) || endsWith === null);
}
