import { PAIRS } from './draw-race.js';
import type { RaceResult } from './play-race.js';

/** From so many races on, each pair of orders was drawn often enough to have come in between each other. */
export const ENOUGH_RACES = 5_000;

export interface RacesResult {
  readonly races: number;
  readonly failures: readonly { readonly seed: number; readonly faults: readonly string[] }[];
  /** How often each answer was given, the rarest last. */
  readonly answers: Readonly<Record<string, number>>;
  /** In how many races the one came in between the other, the rarest last. */
  readonly interleavings: Readonly<Record<string, number>>;
  /** How many different races there were. */
  readonly schedules: number;
  /** Of `ENOUGH_RACES` and more: who might have come in between whom, and never did. */
  readonly neverInterleaved: readonly string[];
  readonly seconds: number;
}

export class Tally {
  races = 0;
  readonly failures: RacesResult['failures'][number][] = [];
  private readonly answers = new Map<string, number>();
  private readonly interleavings = new Map<string, number>();
  private readonly schedules = new Set<string>();

  add({ seed, faults, answers, interleavings, schedule }: RaceResult): void {
    this.races += 1;
    this.schedules.add(schedule);
    for (const answer of answers) countUp(this.answers, answer);
    for (const interleaving of interleavings) countUp(this.interleavings, interleaving);
    if (faults.length > 0) this.failures.push({ seed, faults });
  }

  resultAfter(seconds: number): RacesResult {
    const { races, failures, schedules } = this;
    return {
      races,
      failures,
      answers: mostFirst(this.answers),
      interleavings: mostFirst(this.interleavings),
      schedules: schedules.size,
      neverInterleaved: races < ENOUGH_RACES ? [] : this.missing(),
      seconds,
    };
  }

  private missing(): readonly string[] {
    return PAIRS.map(([one, other]) => `${one} within ${other}`).filter(
      (pair) => !this.interleavings.has(pair),
    );
  }
}

export function linesOf(result: RacesResult, firstSeed: number): readonly string[] {
  const { races, failures, answers, interleavings, schedules, neverInterleaved, seconds } = result;
  const counted = [...Object.entries(answers), ...Object.entries(interleavings)];
  return [
    ...counted.map(([what, times]) => `${String(times).padStart(8)}  ${what}`),
    ...neverInterleaved.map((pair) => `   never  ${pair}`),
    `${races} races from seed ${firstSeed}, ${schedules} different ones, ${failures.length} with a fault, ${seconds} s`,
  ];
}

/** One race alone, once more, need not come to a deployment. */
export function isSound({ races, failures, answers, neverInterleaved }: RacesResult): boolean {
  if (races === 0 || failures.length > 0 || neverInterleaved.length > 0) return false;
  return races === 1 || 'deploy OK' in answers;
}

function countUp(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
