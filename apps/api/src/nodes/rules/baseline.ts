/** What a baseline by hand is judged by. */
export interface BaselineWish {
  readonly isWithdrawn: boolean;
  /** The environment asks for approval of releases. */
  readonly needsApproval: boolean;
  /** A release brought the version to this environment and completed. */
  readonly wasReleasedHere: boolean;
  readonly includesExisting: boolean;
  /** Active nodes that are there and have nothing of the bin. */
  readonly existing: number;
}

/** More nodes at once are the business of a release, with its waves. */
export const MAX_EXISTING = 10;

export type BaselineRefusal =
  'VERSION_WITHDRAWN' | 'BASELINE_NOT_RELEASED_HERE' | 'BASELINE_NEEDS_RELEASE' | 'BASELINE_TOO_MANY_NODES';

/** A baseline must be no way round approvals, nor one to change many nodes at once. */
export function refusalOf(wish: BaselineWish): BaselineRefusal | undefined {
  if (wish.isWithdrawn) return 'VERSION_WITHDRAWN';
  if (wish.needsApproval && !wish.wasReleasedHere) return 'BASELINE_NOT_RELEASED_HERE';
  if (!wish.includesExisting) return undefined;
  if (wish.needsApproval) return 'BASELINE_NEEDS_RELEASE';
  return wish.existing > MAX_EXISTING ? 'BASELINE_TOO_MANY_NODES' : undefined;
}
