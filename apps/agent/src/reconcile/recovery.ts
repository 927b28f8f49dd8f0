import type { Failure } from '../errors.js';
import { placeOf } from './journal.js';
import type { BinJournal, Job } from './journal.js';
import { failStep, goBack } from './machine.js';
import type { Stamp } from './progress-events.js';
import { firstOffered, isForward, isStaging, PHASE_OF_STEP, RESUME_AT } from './steps.js';
import type { Step } from './steps.js';

/** How often an update may be interrupted before the update itself is suspected of bringing the host down. */
export const MAX_ATTEMPTS = 4;

/**
 * Where to go on after a restart. A step that had begun is begun again as a new attempt, so that hooks run at most once
 * in each; one that had not begun keeps the attempt.
 */
export function resumeJob(
  journal: BinJournal,
  job: Job,
  offered: ReadonlySet<Step>,
  stamp: Stamp,
): BinJournal {
  if (!job.isBegun) return resumeBetweenSteps(journal, job, offered);
  const isFree = job.step === 'download' || job.step === 'verify';
  const attempt = isFree ? job.attempt : job.attempt + 1;
  const again: Job = { ...job, attempt, isBegun: false, hasTouched: job.hasTouched || !isStaging(job.step) };
  if (isForward(job.step) && again.attempt > MAX_ATTEMPTS) {
    const message = `the agent was interrupted ${MAX_ATTEMPTS} times while ${PHASE_OF_STEP[job.step]}`;
    return failStep(journal, { ...job, isBegun: false }, { code: 'INTERRUPTED', message }, offered, stamp);
  }
  const step = firstOffered(RESUME_AT[job.step], placeOf(job).mode, offered);
  return step === null ? { ...journal, job: null } : { ...journal, job: { ...again, step } };
}

/** The host may have been rebooted meanwhile, so a program that has to run is started if it does not. */
function resumeBetweenSteps(journal: BinJournal, job: Job, offered: ReadonlySet<Step>): BinJournal {
  const again = firstOffered(RESUME_AT[job.step], placeOf(job).mode, offered);
  const needsProgram = again === 'start' || again === 'back-start' || again === 'old-start';
  if (!needsProgram) return journal;
  const attempt = repeatsHooks(job.step) ? job.attempt + 1 : job.attempt;
  return { ...journal, job: { ...job, step: again, attempt } };
}

/** Between the start and these another hook may have run already. */
function repeatsHooks(step: Step): boolean {
  return (
    step === 'undrain' ||
    step === 'switch' ||
    step === 'confirm' ||
    step === 'old-drain' ||
    step === 'switch-back'
  );
}

/** A version that was active turned unhealthy while it was watched. */
export function revertWatched(
  journal: BinJournal,
  failure: Failure,
  offered: ReadonlySet<Step>,
  stamp: Stamp,
): BinJournal {
  if (journal.watch === null) return journal;
  const { target, attempt, previousSha256 } = journal.watch;
  const place = placeOf(journal.watch);
  const isBeside = place.mode === 'side-by-side';
  const from = isBeside ? (previousSha256 === null ? 'new-stop' : 'old-start') : 'back-stop';
  const job: Job = {
    target,
    attempt,
    step: firstOffered(from, place.mode, offered) ?? 'back-swap',
    isBegun: false,
    hasTouched: !isBeside,
    previousSha256,
    startedAt: stamp.now,
    failure,
    revertFailure: null,
    corruptDownloads: 0,
    place,
  };
  const reopened = { ...journal, watch: null, outcome: null, goodSha256: previousSha256 };
  return goBack(reopened, job, failure, stamp);
}
