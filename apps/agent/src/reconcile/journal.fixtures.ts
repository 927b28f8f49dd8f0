import type { Job, Target } from './journal.js';
import type { Stamp } from './progress-events.js';
import type { Step } from './steps.js';
import { BACK_STEPS, FORWARD_STEPS } from './steps.js';

export const OLD = 'a'.repeat(64);
export const NEW = 'b'.repeat(64);
export const EVERY_STEP: ReadonlySet<Step> = new Set<Step>([...FORWARD_STEPS, ...BACK_STEPS]);

export function aTarget(changes: Partial<Target> = {}): Target {
  const urls = [`/download/${NEW}`];
  const file = { sha256: NEW, version: '2', sizeBytes: 10, urls, kind: 'file' } as const;
  return { generation: 1, action: 'activate', ...file, ...changes };
}

export function aJob(changes: Partial<Job> = {}): Job {
  return {
    target: aTarget(),
    attempt: 1,
    step: 'download',
    isBegun: false,
    hasTouched: false,
    previousSha256: OLD,
    startedAt: 0,
    failure: null,
    revertFailure: null,
    corruptDownloads: 0,
    ...changes,
  };
}

export function stamps(): Stamp {
  let count = 0;
  return { now: 1_000, newId: () => `event-${(count += 1)}` };
}
