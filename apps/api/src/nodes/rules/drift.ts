import type { Observed } from './observed-merge.js';
import type { DesiredNow } from './report-judgement.js';

/** Kept with what a node reports of one bin. */
export interface DriftMark {
  /** The last generation that it had reached. */
  readonly convergedGeneration: number | null;
  /** Since when it runs something else after it had reached what is desired; milliseconds. */
  readonly driftedSince: number | null;
}

export const NO_MARK: DriftMark = { convergedGeneration: null, driftedSince: null };

/** A finding is opened, and closed, only after this long without a change: what flaps makes neither. */
export const STEADY_MS = 60_000;

/** Only what was reached can drift: an update under way, or one that failed, is the business of whoever asked for it. */
export function markDrift(
  before: DriftMark,
  { running, progress }: Observed,
  desired: DesiredNow,
  now: number,
): DriftMark {
  if (!running || desired.sha256 === null) return { ...before, driftedSince: null };
  if (running.sha256 === desired.sha256) {
    const hasReached = running.generation === desired.generation;
    const convergedGeneration = hasReached ? desired.generation : before.convergedGeneration;
    return { convergedGeneration, driftedSince: null };
  }
  const isAtIt =
    progress !== null && progress.generation === desired.generation && progress.phase !== 'active';
  const isDrift = before.convergedGeneration === desired.generation && !isAtIt;
  return { ...before, driftedSince: isDrift ? (before.driftedSince ?? now) : null };
}

export function sameMark(left: DriftMark, right: DriftMark): boolean {
  return left.convergedGeneration === right.convergedGeneration && left.driftedSince === right.driftedSince;
}
