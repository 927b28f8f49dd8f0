import type { Check, Outcome, Verdict } from '@release-console/metrics-core';

/** Seconds since 1970; the end is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is judged: a release, and the step that it is at. */
export interface JudgeTask {
  readonly releaseId: string;
  readonly environmentId: string;
  /** What the release brings; everything else of these bins in this environment is what it is compared with. */
  readonly bins: readonly { readonly binId: string; readonly versionId: string }[];
  readonly checks: readonly { readonly check: Check; readonly isShadow: boolean }[];
  /** When it was deployed; before that all nodes ran what they ran. */
  readonly deployedAt: number;
  readonly step: number;
  /** Since when this step is under way. */
  readonly since: number;
  /** How long it must be judged before it may pass; null for a step that waits for something else and is watched. */
  readonly forSeconds: number | null;
  /** How long to wait for what is missing beyond that. */
  readonly waitSeconds: number;
  /**
   * Everybody runs the new version, so there is nobody beside it: it is compared with so many seconds before it was
   * deployed. Null while there are others.
   */
  readonly beforeSeconds: number | null;
}

export interface JudgedCheck {
  readonly outcome: Outcome;
  readonly isShadow: boolean;
}

/** What a look at a step came to. */
export interface Judgement {
  readonly step: number;
  readonly verdict: Verdict;
  readonly checks: readonly JudgedCheck[];
  /** How much of the step was judged so far. */
  readonly elapsedSeconds: number;
}
