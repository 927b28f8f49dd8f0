import { placeOf } from './journal.js';
import type { BinJournal, Job, Target } from './journal.js';
import { isUntouched } from './machine.js';
import { isBeforeSwitch } from './steps.js';

/** Desired state of one bin: a target, or a generation that wants nothing. */
export type Desired = Target | { readonly generation: number; readonly sha256: null };

export type Decision =
  | { readonly kind: 'rest' }
  | { readonly kind: 'note'; readonly generation: number }
  /** Also in place of an update that is under way. */
  | { readonly kind: 'begin'; readonly target: Target }
  | { readonly kind: 'step'; readonly job: Job };

export interface Situation {
  readonly journal: BinJournal;
  readonly desired: Desired | null;
  /** False while the node is only observed, retired, or held. */
  readonly mayAct: boolean;
}

/** What to do next for one bin. Level-triggered: it looks only at what is, never at how it came. */
export function decide(situation: Situation): Decision {
  const { journal, mayAct } = situation;
  const { job } = journal;
  const newer = newerWish(situation);
  if (job !== null && !(mayAct && newer !== null && canReplace(journal, job, newer))) {
    return !mayAct && isUntouched(job) ? { kind: 'rest' } : { kind: 'step', job };
  }
  if (!mayAct || newer === null) return { kind: 'rest' };
  if (newer.sha256 === null) return { kind: 'note', generation: newer.generation };
  return { kind: 'begin', target: newer };
}

function newerWish({ journal, desired }: Situation): Desired | null {
  return desired !== null && desired.generation > journal.actedGeneration ? desired : null;
}

/**
 * A newer wish replaces an update that has touched nothing that serves. One that only waits for its program to come up is replaced
 * when what is wanted instead lies here: then there is no time in which an unproven version would have to stay.
 */
function canReplace(journal: BinJournal, job: Job, newer: Desired): boolean {
  if (isUntouched(job)) return true;
  if (placeOf(job).mode === 'side-by-side') return isBeforeSwitch(job.step);
  if (job.step !== 'check' || newer.sha256 === null || newer.action === 'stage') return false;
  return journal.kept.includes(newer.sha256);
}

/** Whether the step that runs right now should be cut short for what is wanted meanwhile. */
export function shouldInterrupt(situation: Situation): boolean {
  const { journal, mayAct } = situation;
  const { job } = journal;
  if (job === null || (job.step !== 'download' && job.step !== 'check')) return false;
  if (!mayAct) return isUntouched(job);
  const newer = newerWish(situation);
  return newer !== null && canReplace(journal, job, newer);
}
