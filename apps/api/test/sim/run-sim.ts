import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Coverage, drawScenario, runTwins, type LeftOut, type Violation } from '@release-console/fleet-sim';
import { createDatabase, dropDatabase } from '../scratch/databases.js';
import { PgConsole } from './pg-console.js';

/**
 * A process that stands still between reading and writing holds the release here, so nobody can write in between; and worlds
 * that begin when clocks change begin at other times than the one before, while a process never sees its clock go back.
 */
export const NOT_HERE: readonly LeftOut[] = ['engine_stalled', 'clock_change'];
const TELL_EVERY_MS = 10_000;
/** Two processes take as long to start as so many schedules to be played. */
const SCHEDULES_WORTH_A_LANE = 4;

export interface SimOptions {
  /** Folder of the compiled console. */
  readonly dist: string;
  /** The bundle of `child.ts`. */
  readonly program: string;
  readonly server: string;
  readonly schedules: number;
  readonly nodes: number;
  readonly firstSeed: number;
  /** Databases that are worked on at once at the most, each by two processes. */
  readonly lanes: number;
  readonly print: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export interface SimFailure {
  readonly seed: number;
  readonly rule: string;
  readonly text: string;
}

export interface SimResult {
  readonly schedules: number;
  readonly calls: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly hits: Readonly<Record<string, number>>;
  readonly failures: readonly SimFailure[];
}

/** Schedules on the console on PostgreSQL, each beside the same one in memory. */
export async function runSim(options: SimOptions): Promise<SimResult> {
  const { schedules, firstSeed, nodes, print, interrupted } = options;
  const coverage = new Coverage();
  const failures: SimFailure[] = [];
  const began = Date.now();
  let [next, done, calls, toldAt] = [firstSeed, 0, 0, began];
  const rate = (): number => Math.round((done * 10_000) / Math.max(1, Date.now() - began)) / 10;
  const work = async (console: PgConsole): Promise<void> => {
    while (next < firstSeed + schedules && !interrupted.aborted) {
      const seed = next;
      next += 1;
      const { violations, calls: made } = await playOne(console, seed, nodes, coverage);
      done += 1;
      calls += made;
      const [first] = violations;
      if (first) {
        failures.push({ seed, rule: first.rule, text: first.text });
        print(`${first.rule}: ${first.text}`);
        print(`  npm run sim:pg -- --seed ${seed} --schedules 1 --nodes ${nodes}`);
      }
      // Whoever threw something may be gone for good; the other lanes go on.
      if (first?.rule === 'thrown') return;
      if (Date.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = Date.now();
      print(`${done} schedules, ${failures.length} violations, ${rate()} per second`);
    }
  };
  const count = Math.min(options.lanes, Math.ceil(schedules / SCHEDULES_WORTH_A_LANE));
  const lanes = Array.from({ length: count }, (_, lane) => inLane(options, lane, work));
  // The others come to their end too, before anybody takes the database away.
  for (const ended of await Promise.allSettled(lanes)) if (ended.status === 'rejected') throw ended.reason;
  return {
    ...{ schedules: done, calls, failures, perSecond: rate() },
    seconds: Math.round((Date.now() - began) / 1_000),
    hits: Object.fromEntries([...coverage.hits].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function playOne(
  console: PgConsole,
  seed: number,
  nodes: number,
  coverage: Coverage,
): Promise<{ readonly violations: readonly Violation[]; readonly calls: number }> {
  const scenario = drawScenario(seed, nodes, NOT_HERE);
  try {
    await console.beginAnew(scenario);
    return await runTwins(console, scenario, coverage);
  } catch (error) {
    return { violations: [{ rule: 'thrown', text: (error as Error).message, at: 0 }], calls: 0 };
  }
}

async function inLane(
  { server, dist, program }: SimOptions,
  lane: number,
  work: (console: PgConsole) => Promise<void>,
): Promise<void> {
  const name = `sim_${lane}`;
  const url = await createDatabase(server, name);
  const folder = mkdtempSync(join(tmpdir(), 'release-console-sim-'));
  try {
    const console = await PgConsole.start({ url, dist, program, folder });
    await work(console).finally(() => console.end());
  } finally {
    await dropDatabase(server, name);
    rmSync(folder, { recursive: true, force: true });
  }
}
