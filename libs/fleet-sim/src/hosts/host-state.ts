import type { ProgressWord, Wish } from '../words.js';

export interface Job {
  readonly wish: Wish & { readonly sha256: string };
  readonly attempt: number;
  readonly step: 'downloading' | 'swapping' | 'checking' | 'reverting';
  /** What goes back on failure; null: nothing was there. */
  readonly previous: string | null;
  readonly failure: string | null;
}

/** How its last update ended. */
interface Outcome {
  readonly phase: 'active' | 'staged' | 'failed';
  readonly attempt: number;
  readonly error: string | null;
}

/** One bin on one host: what its agent has on disk, and what truly runs. */
export interface BinState {
  readonly bin: string;
  readonly actedGeneration: number;
  readonly seq: number;
  readonly job: Job | null;
  readonly outcome: Outcome | null;
  /** The file on disk; what runs whenever the service is up. */
  readonly installed: string | null;
  readonly isServing: boolean;
  /** The last version that was found healthy here. */
  readonly good: string | null;
  /** What it replaced; put back if it breaks soon. */
  readonly replaced: string | null;
  /** Waiting until the console acknowledged them. */
  readonly events: readonly ProgressWord[];
}

export function emptyBin(bin: string, installed: string | null): BinState {
  return {
    bin,
    actedGeneration: 0,
    seq: 0,
    job: null,
    outcome: null,
    installed,
    isServing: installed !== null,
    good: installed,
    replaced: null,
    events: [],
  };
}

/** Says how far the job is; the events are sent with each call until one is answered. */
export function tell(state: BinState, job: Job, phase: string, error: string | null = null): BinState {
  const seq = state.seq + 1;
  const { generation } = job.wish;
  const event = { bin: state.bin, generation, attempt: job.attempt, seq, phase, error };
  return { ...state, seq, events: [...state.events, event].slice(-50) };
}

/** The generation that it gave up before it touched anything; null when it did not. */
export function gaveUpOn({ outcome, actedGeneration }: BinState): number | null {
  return GIVEN_UP.includes(outcome?.error ?? '') ? actedGeneration : null;
}

const GIVEN_UP: readonly string[] = ['INTEGRITY_MISMATCH', 'STAGED_LOST'];

/** The phase that goes with a statement about what runs. */
export function phaseOf({ job, outcome }: BinState): string | null {
  return job?.step ?? outcome?.phase ?? null;
}
