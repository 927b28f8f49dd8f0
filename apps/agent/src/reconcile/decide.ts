import type { BinJournal, Job, Target } from './journal.js';
import { isForward, isStaging } from './steps.js';

/** Desired state of one bin: a target, or a generation that wants nothing. */
export type Desired = Target | { readonly generation: number; readonly sha256: null };

export type Decision =
  | { readonly kind: 'rest' }
  | { readonly kind: 'note'; readonly generation: number }
  | { readonly kind: 'begin'; readonly target: Target }
  | { readonly kind: 'drop' }
  | { readonly kind: 'step'; readonly job: Job };

export interface Situation {
  readonly journal: BinJournal;
  readonly desired: Desired | null;
  /** False while the node is only observed, retired, or held. */
  readonly mayAct: boolean;
}

/** What to do next for one bin. Level-triggered: it looks only at what is, never at how it came. */
export function decide({ journal, desired, mayAct }: Situation): Decision {
  const newer = desired !== null && desired.generation > journal.actedGeneration ? desired : null;
  const { job } = journal;
  if (job !== null) {
    if (mayAct && newer !== null && canDrop(job, newer)) return { kind: 'drop' };
    if (!mayAct && isStaging(job.step)) return { kind: 'rest' };
    return { kind: 'step', job };
  }
  if (!mayAct || newer === null) return { kind: 'rest' };
  if (newer.sha256 === null) return { kind: 'note', generation: newer.generation };
  return { kind: 'begin', target: newer };
}

/** A newer wish replaces this job at a point where the live file is whole and nothing is half done. */
export function canDrop(job: Job, newer: Desired): boolean {
  if (isStaging(job.step)) return true;
  return newer.sha256 !== null && canInterrupt(job);
}

/** While a program is only being watched coming up, a newer wish need not wait for the verdict. */
function canInterrupt(job: Job): boolean {
  return job.step === 'check' || job.step === 'back-check';
}

/** Whether the step that runs right now should be cut short for what is wanted meanwhile. */
export function shouldInterrupt({ journal, desired, mayAct }: Situation): boolean {
  const { job } = journal;
  if (job === null) return false;
  if (!mayAct) return job.step === 'download';
  if (desired === null || desired.generation <= journal.actedGeneration) return false;
  return (job.step === 'download' || !isForward(job.step) || job.step === 'check') && canDrop(job, desired);
}
