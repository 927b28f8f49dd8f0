import type { Failure } from '../errors.js';
import { placeOf } from './journal.js';
import type { BinJournal, Job, Outcome, Standby } from './journal.js';
import { withEvent } from './progress-events.js';
import type { Stamp } from './progress-events.js';

/** The version runs and passed its checks. */
export function finishActive(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  const { target, attempt, previousSha256 } = job;
  const told = withEvent(journal, job, stamp, { phase: 'active', durationMs: stamp.now - job.startedAt });
  const isSame = previousSha256 === target.sha256;
  const watch = isSame ? null : { target, attempt, previousSha256, place: placeOf(job) };
  const standby = isSame ? journal.standby : (standbyAfter(job, stamp) ?? journal.standby);
  return { ...settle(told, job, 'active', null), goodSha256: target.sha256, watch, standby };
}

/** Who goes back does not want to come again soon, so then nothing is kept running for it. */
function standbyAfter({ target, previousSha256, ...job }: Job, { now }: Stamp): Standby | null {
  const place = placeOf(job);
  if (place.mode === 'swap' || previousSha256 === null) return null;
  const keepSeconds = target.action === 'revert' ? 0 : (target.keepOldSeconds ?? 0);
  const until = now + keepSeconds * 1_000;
  const { generation } = target;
  return { slot: place.oldSlot, sha256: previousSha256, generation, until, keepSeconds, attempt: 0 };
}

/** The version lies ready; `told` is the journal that says so already. */
export function finishStaged(told: BinJournal, job: Job): BinJournal {
  return settle(told, job, 'staged', null);
}

export function finishFailed(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  const failure = finalFailure(job);
  const durationMs = stamp.now - job.startedAt;
  return settle(
    withEvent(journal, job, stamp, { phase: 'failed', durationMs, failure }),
    job,
    'failed',
    failure,
  );
}

/** What is wanted runs already: nothing has to be done for it. */
export function adoptRunning(journal: BinJournal, job: Job, stamp: Stamp): BinJournal {
  if (job.target.action !== 'stage') return finishActive(journal, job, stamp);
  return finishStaged(withEvent(journal, job, stamp, { phase: 'staged' }), job);
}

export function finalFailure(job: Job): Failure {
  const failure = job.failure ?? { code: 'UPDATE_FAILED', message: 'the update did not work' };
  if (job.revertFailure === null) return failure;
  const message = `${job.revertFailure.message} (going back because: ${failure.code} ${failure.message})`;
  return { code: 'REVERT_FAILED', message };
}

/** Which older versions stay: the one that it may go back to first, never the live one itself. */
export function versionsToKeep(
  journal: BinJournal,
  liveSha256: string | null,
  limit: number,
): readonly string[] {
  const previous = journal.watch?.previousSha256 ?? null;
  const wanted = [...(previous === null ? [] : [previous]), ...journal.kept];
  return [...new Set(wanted)].filter((digest) => digest !== liveSha256).slice(0, limit);
}

/** What lies ready for a later activation. */
export function stagedDigest({ job, outcome }: BinJournal): string | null {
  return job === null && outcome?.phase === 'staged' ? outcome.sha256 : null;
}

function settle(journal: BinJournal, job: Job, phase: Outcome['phase'], failure: Failure | null): BinJournal {
  const { generation, sha256 } = job.target;
  return { ...journal, job: null, outcome: { generation, attempt: job.attempt, phase, sha256, failure } };
}
