import type { Failure } from '../errors.js';
import type { BinJournal, Job, Outcome, Phase, ProgressEvent, Target } from './journal.js';
import {
  firstOffered,
  isForward,
  isStaging,
  PHASE_OF_STEP,
  RESUME_AT,
  stepAfter,
  UNDO_FROM,
} from './steps.js';
import type { Step } from './steps.js';

/** Time and randomness come in from outside, so that the rules below are a function of their arguments. */
export interface Stamp {
  readonly now: number;
  readonly newId: () => string;
}

const MAX_EVENTS = 200;
export const MAX_ATTEMPTS = 4;
export const MAX_CORRUPT_DOWNLOADS = 2;

function withEvent(
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

interface Told {
  readonly phase: Phase;
  readonly durationMs?: number;
  readonly failure?: Failure | null;
}

/** Takes up a newer generation. The caller saves the result before it does anything. */
export function beginJob(
  journal: BinJournal,
  target: Target,
  liveSha256: string | null,
  stamp: Stamp,
): BinJournal {
  const isGoodKept = journal.goodSha256 !== null && journal.kept.includes(journal.goodSha256);
  const job: Job = {
    target,
    attempt: 1,
    step: 'download',
    isBegun: false,
    previousSha256: isGoodKept ? journal.goodSha256 : liveSha256,
    startedAt: stamp.now,
    failure: null,
    revertFailure: null,
    corruptDownloads: 0,
  };
  return { ...journal, actedGeneration: target.generation, job, outcome: null, watch: null };
}

/** Remembers a generation that asks for nothing. */
export function noteGeneration(journal: BinJournal, generation: number): BinJournal {
  return {
    ...journal,
    actedGeneration: Math.max(journal.actedGeneration, generation),
    job: null,
    outcome: null,
  };
}

export function dropJob(journal: BinJournal): BinJournal {
  return { ...journal, job: null };
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
  const told = job.step === 'verify' ? withEvent(journal, job, stamp, { phase: 'verified' }) : journal;
  if (!isForward(job.step)) return afterBackStep(told, job, offered, stamp);
  const next = stepAfter(job.step, offered);
  const isLastOfStaging = isStaging(job.step) && (next === null || !isStaging(next));
  const staged = isLastOfStaging ? withEvent(told, job, stamp, { phase: 'staged' }) : told;
  if (isLastOfStaging && job.target.action === 'stage') return settle(staged, job, 'staged', null);
  if (next !== null) return { ...staged, job: { ...job, step: next, isBegun: false } };
  return finishActive(staged, job, stamp);
}

function afterBackStep(journal: BinJournal, job: Job, offered: ReadonlySet<Step>, stamp: Stamp): BinJournal {
  const next = stepAfter(job.step, offered);
  const isFirstInstall = job.previousSha256 === null;
  if (next !== null && !(isFirstInstall && job.step === 'back-swap')) {
    return { ...journal, job: { ...job, step: next, isBegun: false } };
  }
  return finishFailed(journal, job, stamp);
}

/** What is wanted runs already: nothing has to be done for it. */
export function adoptRunning(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  if (job.target.action !== 'stage') return finishActive(journal, job, stamp);
  return settle(withEvent(journal, job, stamp, { phase: 'staged' }), job, 'staged', null);
}

/** Which older versions stay: those that it may go back to first, never the live one itself. */
export function versionsToKeep(
  journal: BinJournal,
  liveSha256: string | null,
  limit: number,
): readonly string[] {
  const previous = journal.watch?.previousSha256 ?? null;
  const wanted = [...(previous === null ? [] : [previous]), ...journal.kept];
  return [...new Set(wanted)].filter((digest) => digest !== liveSha256).slice(0, limit);
}

/** The version runs and passed its checks. */
export function finishActive(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  const { sha256 } = job.target;
  const told = withEvent(journal, job, stamp, { phase: 'active', durationMs: stamp.now - job.startedAt });
  const isChange = job.previousSha256 !== sha256;
  const watch = isChange
    ? { target: job.target, attempt: job.attempt, previousSha256: job.previousSha256 }
    : null;
  return { ...settle(told, job, 'active', null), goodSha256: sha256, watch };
}

function settle(journal: BinJournal, job: Job, phase: Outcome['phase'], failure: Failure | null): BinJournal {
  const { generation, sha256 } = job.target;
  return { ...journal, job: null, outcome: { generation, attempt: job.attempt, phase, sha256, failure } };
}

function finishFailed(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  const failure = finalFailure(job);
  const durationMs = stamp.now - job.startedAt;
  return settle(
    withEvent(journal, job, stamp, { phase: 'failed', durationMs, failure }),
    job,
    'failed',
    failure,
  );
}

export function finalFailure(job: Job): Failure {
  const failure = job.failure ?? { code: 'UPDATE_FAILED', message: 'the update did not work' };
  if (job.revertFailure === null) return failure;
  const message = `${job.revertFailure.message} (going back because: ${failure.code} ${failure.message})`;
  return { code: 'REVERT_FAILED', message };
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
    return afterBackStep(journal, { ...job, revertFailure: job.revertFailure ?? failure }, offered, stamp);
  }
  const failed: Job = { ...job, failure };
  const from = UNDO_FROM[job.step];
  const undo = from === null ? null : firstOffered(from, offered);
  if (undo === null) return finishFailed(journal, failed, stamp);
  const told = withEvent(journal, job, stamp, { phase: 'reverting', failure });
  return { ...told, job: { ...failed, step: undo, isBegun: false } };
}

/** The download was whole but wrong: once more from the start, then it counts as failed. */
export function corruptDownload(journal: BinJournal, job: Job, failure: Failure, stamp: Stamp): BinJournal {
  const corruptDownloads = job.corruptDownloads + 1;
  if (corruptDownloads >= MAX_CORRUPT_DOWNLOADS) return finishFailed(journal, { ...job, failure }, stamp);
  return { ...journal, job: { ...job, step: 'download', isBegun: false, corruptDownloads } };
}

/** After a restart in the middle of a step. Too many of those mean that the update itself brings the host down. */
export function resumeJob(
  journal: BinJournal,
  job: Job,
  offered: ReadonlySet<Step>,
  stamp: Stamp,
): BinJournal {
  if (!job.isBegun) return journal;
  const isFree = job.step === 'download' || job.step === 'verify';
  const again: Job = { ...job, attempt: isFree ? job.attempt : job.attempt + 1, isBegun: false };
  if (isForward(job.step) && again.attempt > MAX_ATTEMPTS) {
    const message = `the agent was interrupted ${MAX_ATTEMPTS} times while ${PHASE_OF_STEP[job.step]}`;
    return failStep(journal, { ...job, isBegun: false }, { code: 'INTERRUPTED', message }, offered, stamp);
  }
  const step = firstOffered(RESUME_AT[job.step], offered);
  return step === null ? dropJob(journal) : { ...journal, job: { ...again, step } };
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
  const step = firstOffered('back-stop', offered) ?? 'back-swap';
  const job: Job = {
    target,
    attempt,
    step,
    isBegun: false,
    previousSha256,
    startedAt: stamp.now,
    failure,
    revertFailure: null,
    corruptDownloads: 0,
  };
  const told = withEvent(journal, job, stamp, { phase: 'reverting', failure });
  return { ...told, job, watch: null, outcome: null, goodSha256: previousSha256 };
}
