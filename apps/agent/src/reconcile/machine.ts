import type { Failure } from '../errors.js';
import { placeOf } from './journal.js';
import type { BinJournal, Job, Place, Target } from './journal.js';
import { finishActive, finishFailed, finishStaged } from './outcomes.js';
import { withEvent } from './progress-events.js';
import type { Stamp } from './progress-events.js';
import { firstOffered, isForward, isStaging, PHASE_OF_STEP, stepAfter, undoFrom } from './steps.js';
import type { Step } from './steps.js';

export const MAX_CORRUPT_DOWNLOADS = 2;

export interface Begin {
  readonly place: Place;
  /** `start`: the version lies there already, and may run. */
  readonly step: 'download' | 'start';
}

const IN_PLACE: Begin = { place: placeOf({}), step: 'download' };

/** Takes up a newer generation in place of whatever is under way. The caller saves the result before it acts. */
export function beginJob(
  journal: BinJournal,
  target: Target,
  liveSha256: string | null,
  stamp: Stamp,
  { place, step }: Begin = IN_PLACE,
): BinJournal {
  const isGoodKept = journal.goodSha256 !== null && journal.kept.includes(journal.goodSha256);
  const isBeside = place.mode === 'side-by-side';
  const job: Job = {
    target,
    attempt: 1,
    step,
    isBegun: false,
    hasTouched: hasTouchedLive(journal.job),
    previousSha256: isGoodKept && !isBeside ? journal.goodSha256 : liveSha256,
    startedAt: stamp.now,
    failure: null,
    revertFailure: null,
    corruptDownloads: 0,
    place,
  };
  const left = leaveBeside(journal);
  return { ...left, actedGeneration: target.generation, job, outcome: null, watch: null };
}

/** Nothing live was touched for it yet: a step that only waits for its turn has done nothing either. */
export function isUntouched(job: Job): boolean {
  return !job.hasTouched && isForward(job.step) && (isStaging(job.step) || !job.isBegun);
}

/** Whether an update that is replaced has touched what serves: then everything is undone if the next one fails. */
export function hasTouchedLive(job: Job | null): boolean {
  if (job === null || placeOf(job).mode === 'side-by-side') return false;
  return !isUntouched(job);
}

/** What an update that is dropped may have started beside the old version is stopped as soon as there is time. */
function leaveBeside(journal: BinJournal): BinJournal {
  const { job } = journal;
  if (job === null || isStaging(job.step)) return journal;
  const place = placeOf(job);
  if (place.mode === 'swap') return journal;
  const { generation, sha256 } = job.target;
  return {
    ...journal,
    standby: { slot: place.slot, sha256, generation, until: 0, keepSeconds: 0, attempt: 0 },
  };
}

/** Remembers a generation that asks for nothing. */
export function noteGeneration(journal: BinJournal, generation: number): BinJournal {
  const actedGeneration = Math.max(journal.actedGeneration, generation);
  return { ...leaveBeside(journal), actedGeneration, job: null, outcome: null };
}

export function enterStep(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  const entered = { ...journal, job: { ...job, isBegun: true } };
  const isTold = isForward(job.step) && job.step !== 'verify';
  return isTold ? withEvent(entered, job, stamp, { phase: PHASE_OF_STEP[job.step] }) : entered;
}

export function completeStep(
  journal: BinJournal,
  job: Job,
  offered: ReadonlySet<Step>,
  stamp: Stamp,
): BinJournal {
  if (!isForward(job.step)) return afterBackStep(journal, job, offered, stamp);
  const told = job.step === 'verify' ? withEvent(journal, job, stamp, { phase: 'verified' }) : journal;
  const next = stepAfter(job.step, placeOf(job).mode, offered);
  const isLastOfStaging = isStaging(job.step) && (next === null || !isStaging(next));
  const staged = isLastOfStaging ? withEvent(told, job, stamp, { phase: 'staged' }) : told;
  if (isLastOfStaging && job.target.action === 'stage') return finishStaged(staged, job);
  const hasTouched = job.hasTouched || !isStaging(job.step);
  if (next !== null) return { ...staged, job: { ...job, step: next, isBegun: false, hasTouched } };
  return finishActive(staged, job, stamp);
}

function afterBackStep(journal: BinJournal, job: Job, offered: ReadonlySet<Step>, stamp: Stamp): BinJournal {
  const next = stepAfter(job.step, placeOf(job).mode, offered);
  const isEmptyAgain = job.previousSha256 === null && job.step === 'back-swap';
  if (next === null || isEmptyAgain) return finishFailed(journal, job, stamp);
  return { ...journal, job: { ...job, step: next, isBegun: false } };
}

/** A step did not work: undo what was done so far, or go on undoing. */
export function failStep(
  journal: BinJournal,
  job: Job,
  failure: Failure,
  offered: ReadonlySet<Step>,
  stamp: Stamp,
): BinJournal {
  if (!isForward(job.step)) {
    // The old version has the traffic again, so whoever the new one still serves is all that can be lost.
    if (job.step === 'new-drain') return afterBackStep(journal, job, offered, stamp);
    const undone: Job = { ...job, revertFailure: job.revertFailure ?? failure };
    if (isNeededToServe(job.step)) return finishFailed({ ...journal, standby: null }, undone, stamp);
    return afterBackStep(journal, undone, offered, stamp);
  }
  const failed: Job = { ...job, failure };
  const { mode } = placeOf(job);
  const from = undoFrom(job.step, mode, job.previousSha256 !== null) ?? (job.hasTouched ? 'back-stop' : null);
  const undo = from === null ? null : firstOffered(from, mode, offered);
  if (undo === null) return finishFailed(journal, failed, stamp);
  return goBack(journal, { ...failed, step: undo }, failure, stamp);
}

/** Without them the old version does not serve, so the new one goes on running: a bad answer is better than none. */
function isNeededToServe(step: Step): boolean {
  return step === 'old-start' || step === 'switch-back';
}

export function goBack(journal: BinJournal, job: Job, failure: Failure, stamp: Stamp): BinJournal {
  const told = withEvent(journal, job, stamp, { phase: 'reverting', failure });
  return { ...told, job: { ...job, isBegun: false } };
}

/** The download was whole but wrong: once more from the start, then it counts as failed. */
export function corruptDownload(journal: BinJournal, job: Job, failure: Failure, stamp: Stamp): BinJournal {
  const corruptDownloads = job.corruptDownloads + 1;
  if (corruptDownloads >= MAX_CORRUPT_DOWNLOADS) return finishFailed(journal, { ...job, failure }, stamp);
  return { ...journal, job: { ...job, step: 'download', isBegun: false, corruptDownloads } };
}
