import type { Outcome } from './check.js';

/** One check of a step, and whether it may decide. */
export interface Judged {
  readonly outcome: Outcome;
  /** Shown, but without a say. */
  readonly isShadow: boolean;
}

export interface StepTimes {
  /** Since the canary of this step runs, in seconds. */
  readonly elapsedSeconds: number;
  /** How long it must have run before it may pass. */
  readonly forSeconds: number;
  /** How long to wait for what is missing beyond that. */
  readonly waitSeconds: number;
}

/** running: it is too early to pass; inconclusive: what is missing did not come in time, a person decides. */
export type Verdict = 'running' | 'pass' | 'fail' | 'waiting' | 'inconclusive';

/** A bad check decides at once; being good takes the whole time, of every check. */
export function verdictOf(judged: readonly Judged[], times: StepTimes): Verdict {
  const acting = judged.filter(({ isShadow }) => !isShadow).map(({ outcome }) => outcome.state);
  if (acting.includes('bad')) return 'fail';
  if (times.elapsedSeconds < times.forSeconds) return 'running';
  if (!acting.includes('unknown')) return 'pass';
  return times.elapsedSeconds < times.forSeconds + times.waitSeconds ? 'waiting' : 'inconclusive';
}
