import type { Distribution } from '../distribution/distribution.js';

/** What one cohort did in a while, in one stratum. */
export interface Sample {
  readonly requests: number;
  /** Not more than requests. */
  readonly errors: number;
  /** Of how long requests took, in seconds; may know of fewer requests than there were. */
  readonly latency: Distribution;
  /** Resident memory of its processes, added up, and of how many readings; absent where nobody read it. */
  readonly memory?: { readonly bytes: number; readonly readings: number };
}

export interface SamplePair {
  readonly canary: Sample;
  readonly baseline: Sample;
}

/** The same seconds of both cohorts, in each stratum. All windows are equally long. */
export type SampleWindow = readonly SamplePair[];
