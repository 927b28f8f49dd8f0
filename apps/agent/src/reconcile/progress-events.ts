import type { Failure } from '../errors.js';
import type { BinJournal, Job, ProgressEvent } from './journal.js';
import type { Phase } from './phases.js';

/** Time and randomness come in from outside, so that the rules are functions of their arguments. */
export interface Stamp {
  readonly now: number;
  readonly newId: () => string;
}

export interface Told {
  readonly phase: Phase;
  readonly durationMs?: number;
  readonly failure?: Failure | null;
}

/** A host that is cut off for long forgets the oldest steps first, never what runs. */
const MAX_EVENTS = 200;

export function withEvent(
  journal: BinJournal,
  job: Pick<Job, 'target' | 'attempt'>,
  stamp: Stamp,
  told: Told,
): BinJournal {
  const event: ProgressEvent = {
    id: stamp.newId(),
    bin: journal.bin,
    generation: job.target.generation,
    attempt: job.attempt,
    seq: journal.seq + 1,
    phase: told.phase,
    at: new Date(stamp.now).toISOString(),
    ...(told.durationMs === undefined ? {} : { durationMs: Math.max(0, told.durationMs) }),
    ...(told.failure ? { error: told.failure } : {}),
  };
  return { ...journal, seq: event.seq, events: [...journal.events, event].slice(-MAX_EVENTS) };
}
