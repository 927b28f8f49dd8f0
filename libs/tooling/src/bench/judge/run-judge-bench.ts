import { Chance } from '@release-console/fleet-sim';
import { cellsOf, type Cell } from './cells.js';
import { Dice } from './dice.js';
import { fixedThresholds, mannWhitneyEveryMinute, mannWhitneyOnce, ours, type Judge } from './judges.js';
import { BEFORE_SECONDS, drawRelease, type ReleaseTraffic } from './traffic.js';

const JUDGES = {
  ours,
  fixed: fixedThresholds,
  once: mannWhitneyOnce,
  every_minute: mannWhitneyEveryMinute,
} satisfies Readonly<Record<string, Judge>>;

export type JudgeName = keyof typeof JUDGES;
export const JUDGE_NAMES = Object.keys(JUDGES) as JudgeName[];

export interface JudgeBenchOptions {
  /** Releases of each cell. */
  readonly runs: number;
  readonly seed: number;
  /** How long each release is judged. */
  readonly seconds: number;
  /** Times as much traffic as the canary's has the baseline. */
  readonly baselineTimes: number;
  /** Whether the judges know how the nodes did before. */
  readonly hasHistory: boolean;
  readonly judges: readonly JudgeName[];
  readonly cells: readonly Cell[];
  readonly interrupted: AbortSignal;
  readonly print: (line: string) => void;
}

/** After how many seconds each release of a cell was called bad; null for those that were not. */
export interface CellResult extends Cell {
  readonly called: Readonly<Record<JudgeName, readonly (number | null)[]>>;
}

/** Every judge sees the same releases; a cell is the same whatever other cells there are. */
export function runJudgeBench(options: JudgeBenchOptions): readonly CellResult[] {
  const all = cellsOf().map(nameOf);
  return options.cells.map((cell, place) => {
    const dice = new Dice(new Chance(options.seed + all.indexOf(nameOf(cell)) * 7_919));
    const called: Record<JudgeName, (number | null)[]> = { ours: [], fixed: [], once: [], every_minute: [] };
    for (let run = 0; run < options.runs && !options.interrupted.aborted; run += 1) {
      const traffic = drawRelease(dice, {
        ...cell,
        baselineTimes: options.baselineTimes,
        beforeSeconds: options.hasHistory ? BEFORE_SECONDS : 0,
        seconds: options.seconds,
      });
      for (const name of options.judges) called[name].push(JUDGES[name](traffic));
    }
    if ((place + 1) % 10 === 0) options.print(`${place + 1} of ${options.cells.length} kinds of releases`);
    return { ...cell, called };
  });
}

/** After how many seconds each judge calls a recorded release bad; null for those that do not. */
export function judgeTrace(traffic: ReleaseTraffic): Readonly<Record<JudgeName, number | null>> {
  const called = JUDGE_NAMES.map((name) => [name, JUDGES[name](traffic)] as const);
  return Object.fromEntries(called) as Record<JudgeName, number | null>;
}

function nameOf({ kind, errorRate, perSecond, regression }: Cell): string {
  return [kind, errorRate, perSecond, regression?.name].join();
}
