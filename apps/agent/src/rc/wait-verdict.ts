import type { ReleaseDetailDto } from '@release-console/api-contract';

import type { ExitCode } from './rc-error.js';
import { EXIT } from './rc-error.js';

export type Status = ReleaseDetailDto['status'];
export const GOALS = ['approved', 'deployed', 'finished', 'rolled-back'] as const;
export type Goal = (typeof GOALS)[number];

export interface WaitWishes {
  readonly goal: Goal;
  readonly throughPauses: boolean;
  readonly allowExceptions: boolean;
}

const NO_END: ReadonlySet<Status> = new Set([
  'pending_approval',
  'approved',
  'scheduled',
  'deploying',
  'rolling_back',
]);
const NEVER_WENT: ReadonlySet<Status> = new Set(['rejected', 'cancelled']);

/** How waiting ends at this status; null: it goes on. */
export function waitVerdict(status: Status, wishes: WaitWishes): ExitCode | null {
  if (isReached(status, wishes)) return EXIT.asWished;
  if (NO_END.has(status)) return null;
  if (status === 'draft') return EXIT.needsPerson;
  if (status === 'paused') return wishes.throughPauses ? null : EXIT.needsPerson;
  return NEVER_WENT.has(status) ? EXIT.refused : EXIT.wentBack;
}

function isReached(status: Status, { goal, allowExceptions }: WaitWishes): boolean {
  switch (goal) {
    case 'approved':
      return status === 'approved' || status === 'scheduled' || hasBegun(status);
    case 'deployed':
      return hasBegun(status);
    case 'finished':
      return status === 'completed' || (allowExceptions && status === 'completed_with_exceptions');
    case 'rolled-back':
      return status === 'rolled_back' || (allowExceptions && status === 'rolled_back_with_exceptions');
  }
}

/** And has not turned round, been stopped or failed since. */
function hasBegun(status: Status): boolean {
  return status === 'deploying' || status === 'paused' || status.startsWith('completed');
}
