import type { ProgressWord, Report, RunningWord } from '../words.js';

/** What the console remembers of what one node said about one bin. Times are milliseconds of the server's clock. */
export interface Observed {
  readonly running: {
    readonly sha256: string | null;
    readonly healthy: boolean | null;
    readonly generation: number;
    readonly order: number;
    readonly since: number;
  } | null;
  readonly progress: {
    readonly generation: number;
    readonly attempt: number;
    readonly rank: number;
    readonly seq: number;
    readonly phase: string;
    readonly error: string | null;
  } | null;
}

type Running = NonNullable<Observed['running']>;
type Progress = NonNullable<Observed['progress']>;

export interface DesiredNow {
  readonly generation: number;
  readonly sha256: string | null;
}

export const NOTHING_OBSERVED: Observed = { running: null, progress: null };
/** Phases of an update in the order in which they come; other words stand at the first of them. */
const PHASES = ['downloading', 'staged', 'swapping', 'checking', 'active', 'reverting', 'failed'];
const ATTEMPT_STRIDE = 100;

/** A word about another generation than the current one says nothing about how the update goes. */
export function foldProgress(before: Observed, word: ProgressWord, desired: DesiredNow): Observed {
  if (word.generation !== desired.generation || desired.generation === 0) return before;
  return withProgress(before, { ...word, rank: rankOf(word.phase) });
}

/** What runs is true whatever it says of generations; the claim itself counts only if it was assigned. */
export function foldRunning(before: Observed, word: RunningWord, desired: DesiredNow, now: number): Observed {
  const generation = creditedGeneration(before, word, desired);
  const next: Running = {
    sha256: word.sha256,
    healthy: word.healthy,
    generation,
    order: orderOf(before, word.phase, generation),
    since: now,
  };
  const after = withRunning(before, next);
  const phase = word.phase ?? (word.error === null ? null : 'failed');
  if (phase === null || word.generation !== desired.generation || desired.generation === 0) return after;
  return withProgress(after, {
    generation: desired.generation,
    attempt: 0,
    rank: rankOf(phase),
    seq: 0,
    phase,
    error: word.error,
  });
}

/** A seed agent that failed tries again by itself, so of its two ends the one that came last counts. */
export function foldSeedProgress(before: Observed, status: string, desired: DesiredNow): Observed {
  const phase = status === 'success' ? 'active' : status === 'failed' ? 'failed' : status;
  const last = before.progress?.generation === desired.generation ? before.progress : null;
  return withProgress(before, {
    generation: desired.generation,
    attempt: 1,
    rank: phase === status && phase !== 'failed' ? 1 : 2,
    seq: (last?.seq ?? 0) + 1,
    phase,
    error: phase === 'failed' ? 'AGENT_SAYS_FAILED' : null,
  });
}

function creditedGeneration(before: Observed, word: RunningWord, desired: DesiredNow): number {
  const known = before.running?.generation ?? 0;
  if (word.generation === null)
    return word.sha256 !== null && word.sha256 === desired.sha256 ? desired.generation : known;
  if (word.generation <= desired.generation) return word.generation;
  // A claim that can't be true is no word about what was asked last.
  return Math.min(known, Math.max(desired.generation - 1, 0));
}

function orderOf({ running, progress }: Observed, phase: string | null, generation: number): number {
  const attempt = progress?.generation === generation ? progress.attempt : 0;
  const last = running?.generation === generation ? running.order : 0;
  const floor = attempt * ATTEMPT_STRIDE;
  return phase === null ? Math.max(last, floor) : floor + rankOf(phase);
}

function withRunning(before: Observed, next: Running): Observed {
  const known = before.running;
  if (!known) return { ...before, running: next };
  const isOlder =
    next.generation < known.generation || (next.generation === known.generation && next.order < known.order);
  if (isOlder) return before;
  const isUnbroken =
    next.sha256 === known.sha256 && next.generation === known.generation && next.healthy === known.healthy;
  if (isUnbroken && next.order === known.order) return before;
  return { ...before, running: isUnbroken ? { ...next, since: known.since } : next };
}

function withProgress(before: Observed, next: Progress): Observed {
  return before.progress && !isAbove(next, before.progress) ? before : { ...before, progress: next };
}

function isAbove(left: Progress, right: Progress): boolean {
  for (const key of ['generation', 'attempt', 'rank', 'seq', 'phase'] as const) {
    if (left[key] !== right[key]) return left[key] > right[key];
  }
  return (left.error ?? '') > (right.error ?? '');
}

function rankOf(phase: string): number {
  return Math.max(PHASES.indexOf(phase), 0) + 1;
}

export function binsIn({ running, events, seedProgress }: Report): ReadonlySet<string> {
  const bins = new Set<string>();
  for (const { bin } of running) bins.add(bin);
  for (const { bin } of events) bins.add(bin);
  if (seedProgress) bins.add(seedProgress.bin);
  return bins;
}
