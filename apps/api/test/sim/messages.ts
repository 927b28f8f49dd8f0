import type { Call, Wish } from '@release-console/fleet-sim';

/** Sent to every process after what it may have cached has changed; heard in the order of the commits. */
export const BARRIER = 'sim_barrier';

export interface Asked {
  readonly call: Call;
  /** The console's own id of the release that the call is about; null for all others. */
  readonly releaseId: string | null;
  /** Of the node that the call is about; empty for all others. */
  readonly environmentId: string;
  /** How often the node of a report calls. */
  readonly intervalSeconds: number;
  readonly now: number;
  /** Not before this was heard. */
  readonly barrier: number;
  /** Stands still for so long between reading and the first write of a decision. */
  readonly dwellMs: number;
}

export type Told =
  | {
      readonly refusal: string | null;
      readonly wishes: readonly Wish[];
      /** The release that was made. */
      readonly made: string | null;
    }
  /** Something went wrong that no caller is told of. */
  | { readonly fault: string };
