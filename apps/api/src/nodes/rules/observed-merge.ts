import type { ReportedError } from './node-words.js';

/** What a node says that it runs now. */
export interface Running {
  readonly sha256: string | null;
  readonly source: 'process' | 'file' | null;
  readonly healthy: boolean | null;
  /** The last generation that the agent acted on. */
  readonly generation: number;
  /** Place within the generation; of equals the one that came later counts. */
  readonly order: number;
  readonly kept: readonly string[];
  readonly reportedAt: number;
  /** Since when it has said the same of digest, generation and health. */
  readonly since: number;
}

/** How far a node says that it is with one generation. */
export interface Progress {
  readonly generation: number;
  readonly attempt: number;
  readonly rank: number;
  readonly seq: number;
  readonly phase: string;
  readonly error: ReportedError | null;
  readonly at: number;
}

export interface Observed {
  readonly running: Running | null;
  readonly progress: Progress | null;
}

export const NOTHING_OBSERVED: Observed = { running: null, progress: null };

/**
 * The larger key wins, whatever came first and how often it came: reports commute.
 * Returns `before` itself when nothing changes.
 */
export function mergeObserved(before: Observed, report: Partial<Observed>): Observed {
  const running = report.running ? mergeRunning(before.running, report.running) : before.running;
  const progress = report.progress ? mergeProgress(before.progress, report.progress) : before.progress;
  return running === before.running && progress === before.progress ? before : { running, progress };
}

function mergeRunning(before: Running | null, next: Running): Running {
  if (!before) return next;
  if (compare([next.generation, next.order], [before.generation, before.order]) < 0) return before;
  const isUnbroken =
    next.sha256 === before.sha256 && next.generation === before.generation && next.healthy === before.healthy;
  if (
    isUnbroken &&
    next.order === before.order &&
    next.source === before.source &&
    sameList(next.kept, before.kept)
  ) {
    return before;
  }
  return isUnbroken ? { ...next, since: before.since } : next;
}

function mergeProgress(before: Progress | null, next: Progress): Progress {
  if (!before) return next;
  return compare(progressKey(next), progressKey(before)) > 0 ? next : before;
}

/** Words and errors come last, so that even two reports under one key have one winner. */
function progressKey(progress: Progress): readonly (number | string)[] {
  const { generation, attempt, rank, seq, phase, error } = progress;
  return [generation, attempt, rank, seq, phase, error?.code ?? '', error?.message ?? ''];
}

function compare(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value !== other) return value > other ? 1 : -1;
  }
  return 0;
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
