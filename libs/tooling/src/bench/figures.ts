import type { Slice } from './load.js';

export type CaseId = 'get_bin' | 'sync_idle' | 'sync_report' | 'fastify_get' | 'fastify_post' | 'seed_calls';

export interface CaseFigures {
  readonly id: CaseId;
  readonly title: string;
  readonly rounds: number;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly cpuMsPer1000: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Ratio {
  readonly id: string;
  readonly title: string;
  /** Median over the rounds; each round divides two figures of that round. */
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export type Rounds = readonly Readonly<Record<CaseId, Slice>>[];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function figuresOf(id: CaseId, title: string, rounds: Rounds): CaseFigures {
  const slices = rounds.map((round) => round[id]);
  const middle = (pick: (slice: Slice) => number): number => round2(median(slices.map(pick)));
  return {
    id,
    title,
    rounds: slices.length,
    requests: slices.reduce((sum, { requests }) => sum + requests, 0),
    requestsPerSecond: Math.round(median(slices.map(({ requestsPerSecond }) => requestsPerSecond))),
    cpuMsPer1000: middle(({ cpuMsPer1000 }) => cpuMsPer1000),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
  };
}

/** Processor time of one thing over that of another, `times` of it, round by round: the machine's own speed drops out. */
export function ratioOf(
  id: string,
  title: string,
  rounds: Rounds,
  one: CaseId,
  other: CaseId,
  times = 1,
): Ratio {
  const values = rounds.map((round) => round[one].cpuMsPer1000 / (times * round[other].cpuMsPer1000));
  return {
    id,
    title,
    median: round2(median(values)),
    min: round2(Math.min(...values)),
    max: round2(Math.max(...values)),
  };
}

export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
