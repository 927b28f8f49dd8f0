import { readFileSync } from 'node:fs';
import { Coverage, drawScenario, shrink, tooRare } from '@release-console/fleet-sim';
import { inRepository } from '../repository.js';
import { runInPool } from './sim-pool.js';
import type { SimBatch, SimFailure, SimTask } from './sim-worker.js';

export interface SimOptions {
  /** Null: as many as there is time for. */
  readonly schedules: number | null;
  readonly seconds: number | null;
  readonly nodes: number;
  readonly firstSeed: number;
}

export interface SimResult {
  readonly replayed: number;
  readonly schedules: number;
  readonly calls: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly hits: Readonly<Record<string, number>>;
  readonly failures: readonly SimFailure[];
  readonly rare: readonly { readonly name: string; readonly times: number }[];
}

interface Seed {
  readonly seed: number;
  readonly nodes: number;
  /** What it broke once. */
  readonly found: string;
}
type Print = (line: string) => void;

export const REGRESSIONS = inRepository('libs/fleet-sim/regressions.json');
const BATCH = 25;
const DEMAND_PER_100K = 100;
const TELL_EVERY_MS = 10_000;

/** Every seed that ever failed first, then new ones. */
export async function runSim(
  print: Print,
  options: SimOptions,
  interrupted: AbortSignal,
): Promise<SimResult> {
  const known = readRegressions();
  const coverage = new Coverage();
  const failures: SimFailure[] = [];
  const tasks = taskSource(known, options, interrupted);
  const began = Date.now();
  let schedules = 0;
  let calls = 0;
  let toldAt = began;
  await runInPool(tasks, (batch: SimBatch) => {
    schedules += batch.schedules;
    calls += batch.calls;
    coverage.add(batch.hits);
    for (const failure of batch.failures) tellFailure(print, failure);
    failures.push(...batch.failures);
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    print(`${schedules} schedules, ${failures.length} violations, ${perSecond(schedules, began)} per second`);
  });
  return {
    ...{ replayed: known.length, schedules, calls, failures, perSecond: perSecond(schedules, began) },
    seconds: Math.round((Date.now() - began) / 1_000),
    hits: Object.fromEntries([...coverage.hits].sort(([a], [b]) => (a < b ? -1 : 1))),
    rare: tooRare(coverage.hits, schedules, DEMAND_PER_100K),
  };
}

export function readRegressions(): readonly Seed[] {
  return JSON.parse(readFileSync(REGRESSIONS, 'utf8')) as readonly Seed[];
}

function taskSource(
  known: readonly Seed[],
  { schedules, seconds, nodes, firstSeed }: SimOptions,
  interrupted: AbortSignal,
): () => SimTask | null {
  const replays = [...known];
  const endAt = seconds === null ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1_000;
  let left = schedules ?? Number.POSITIVE_INFINITY;
  let next = firstSeed;
  return () => {
    if (interrupted.aborted) return null;
    const replay = replays.shift();
    if (replay) return { firstSeed: replay.seed, count: 1, nodes: replay.nodes };
    if (left <= 0 || Date.now() >= endAt) return null;
    const count = Math.min(BATCH, left);
    const task = { firstSeed: next, count, nodes };
    next += count;
    left -= count;
    return task;
  };
}

/** One line that replays it, and what of it is needed to break the rule. */
function tellFailure(print: Print, { seed, nodes, rule, text }: SimFailure): void {
  print(`${rule}: ${text}`);
  print(`  npm run sim -- --seed ${seed} --schedules 1 --nodes ${nodes}`);
  if (rule === 'thrown') return;
  const least = shrink(drawScenario(seed, nodes), rule);
  const faults = least.faults.map(
    ({ kind, from, nodeIds }) => `${kind} at ${from / 1_000} s on ${[...nodeIds].join(' ')}`,
  );
  print(
    `  needs releases ${least.releases.map(({ id }) => id).join(' ')} and faults: ${faults.join('; ') || 'none'}`,
  );
}

function perSecond(schedules: number, began: number): number {
  return Math.round((schedules * 10_000) / Math.max(1, Date.now() - began)) / 10;
}
