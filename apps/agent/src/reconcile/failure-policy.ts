import type { Failure } from '../errors.js';
import type { Job } from './journal.js';
import type { Step } from './steps.js';

/**
 * `retry`: nothing live was touched and it may heal by itself, so it is tried again until something else is wanted;
 * `corrupt`: the whole file came and was wrong; `fail`: this generation did not work here.
 */
export type FailurePolicy = 'retry' | 'corrupt' | 'fail';

const CORRUPT = new Set(['INTEGRITY_MISMATCH', 'SIZE_EXCEEDED']);
const HOPELESS = new Set([
  'OWNER_UNKNOWN',
  'STAGING_OTHER_FILE_SYSTEM',
  'KIND_MISMATCH',
  'SIDE_BY_SIDE_NOT_CONFIGURED',
  'CURRENT_NOT_OURS',
  'ARCHIVE_UNSAFE',
  'ARCHIVE_INVALID',
  'ARCHIVE_TOO_LARGE',
]);

export function policyFor(job: Pick<Job, 'step' | 'hasTouched'>, failure: Failure): FailurePolicy {
  if (job.hasTouched || (job.step !== 'download' && job.step !== 'verify')) return 'fail';
  if (CORRUPT.has(failure.code)) return 'corrupt';
  return HOPELESS.has(failure.code) ? 'fail' : 'retry';
}

/** These only wait or fetch, so they can be cut short and begun again as if nothing had been. */
export function isSafeToCut(step: Step): boolean {
  return step === 'download' || step === 'check' || step === 'back-check' || step === 'confirm';
}
