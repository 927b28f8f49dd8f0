import { phaseRank } from './phase.js';
import type { Observed, Progress, Running } from './observed-merge.js';
import type { ReportedError } from './node-words.js';

/** One statement about what runs; `generation` is null from agents that know none. */
export interface RunningReport {
  readonly sha256: string | null;
  readonly source: 'process' | 'file' | null;
  readonly healthy: boolean | null;
  readonly generation: number | null;
  readonly phase: string | null;
  readonly kept: readonly string[];
  readonly error: ReportedError | null;
}

/** One statement about how an update goes; attempt and seq are null from agents that count neither. */
export interface ProgressReport {
  readonly generation: number;
  readonly attempt: number | null;
  readonly seq: number | null;
  readonly rank: number;
  readonly phase: string;
  readonly error: ReportedError | null;
}

export interface DesiredNow {
  readonly generation: number;
  readonly sha256: string | null;
}

export type Judgement = 'current' | 'old' | 'never_assigned';

export function judge(generation: number, desired: DesiredNow): Judgement {
  if (generation === desired.generation) return 'current';
  return generation < desired.generation ? 'old' : 'never_assigned';
}

const ATTEMPT_STRIDE = 100;
const SEED_ATTEMPT = 1;
const LARGEST_ORDER = 2_147_483_647;
/** Of more than these the order would not fit where it is stored. */
export const MOST_ATTEMPTS = Math.floor(LARGEST_ORDER / ATTEMPT_STRIDE) - 1;

/** What a node runs is true whatever it claims about generations; the claim itself counts only if it was assigned. */
export function runningOf(
  report: RunningReport,
  before: Observed,
  desired: DesiredNow,
  now: number,
): Running {
  const generation = creditedGeneration(report, before, desired);
  return {
    sha256: report.sha256,
    source: report.source,
    healthy: report.healthy,
    generation,
    order: runningOrder(report.phase, generation, before),
    kept: report.kept,
    reportedAt: now,
    since: now,
  };
}

/** Null when the report says nothing about the current generation. */
export function progressOf(
  report: ProgressReport,
  before: Observed,
  desired: DesiredNow,
  now: number,
): Progress | null {
  if (judge(report.generation, desired) !== 'current' || desired.generation === 0) return null;
  const { generation, rank, phase, error } = report;
  const last = before.progress?.generation === generation ? before.progress : null;
  const seq = report.seq ?? (last ? last.seq + 1 : 1);
  return { generation, attempt: report.attempt ?? SEED_ATTEMPT, rank, seq, phase, error, at: now };
}

/** The phase that comes with a statement about what runs; events of a counted attempt always stand above it. */
export function progressOfRunning(report: RunningReport, desired: DesiredNow, now: number): Progress | null {
  // An agent that is still at it may name a passing fault; without a phase a fault is the end.
  const phase = report.phase ?? (report.error ? 'failed' : null);
  if (phase === null || report.generation === null || desired.generation === 0) return null;
  if (judge(report.generation, desired) !== 'current') return null;
  return {
    generation: report.generation,
    attempt: 0,
    rank: phaseRank(phase),
    seq: 0,
    phase,
    error: report.error,
    at: now,
  };
}

function creditedGeneration(report: RunningReport, before: Observed, desired: DesiredNow): number {
  const known = before.running?.generation ?? 0;
  if (report.generation === null)
    return report.sha256 === desired.sha256 && desired.sha256 !== null ? desired.generation : known;
  if (judge(report.generation, desired) !== 'never_assigned') return report.generation;
  // A claim that can't be true is no word about what was asked last, whatever it says that it runs.
  return Math.min(known, Math.max(desired.generation - 1, 0));
}

/** A statement made in an earlier phase of the same attempt is a late one. */
function runningOrder(phase: string | null, generation: number, before: Observed): number {
  const attempt = before.progress?.generation === generation ? before.progress.attempt : 0;
  const last = before.running?.generation === generation ? before.running.order : 0;
  const floor = attempt * ATTEMPT_STRIDE;
  return phase === null ? Math.max(last, floor) : floor + phaseRank(phase);
}
