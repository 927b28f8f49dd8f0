import { isNamedIn, type ApprovalRequest, type Decision } from './policy.js';

export interface LevelStanding {
  readonly minimum: number;
  /** In whose name it was approved, in order. */
  readonly givenBy: readonly string[];
  readonly missing: number;
}

export interface Standing {
  readonly status: 'open' | 'approved' | 'rejected' | 'expired';
  readonly levels: readonly LevelStanding[];
  /** Index of the level that is asked now; null unless the request is open. */
  readonly openLevel: number | null;
}

/** What the policy says of a request with these decisions now. */
export function assess(request: ApprovalRequest, now: number): Standing {
  const counted = countedDecisions(request);
  const levels = request.policy.levels.map(({ minimum }, index) => {
    const givenBy = counted.filter(({ level }) => level === index).map(({ personId }) => personId);
    return { minimum, givenBy, missing: Math.max(0, minimum - givenBy.length) };
  });
  const lacking = levels.findIndex(({ missing }) => missing > 0);
  const status = statusOf(request, lacking === -1, now);
  return { status, levels, openLevel: status === 'open' ? lacking : null };
}

function statusOf(request: ApprovalRequest, isComplete: boolean, now: number): Standing['status'] {
  if (currentDecisions(request).some(({ verdict }) => verdict === 'rejected')) return 'rejected';
  if (isExpired(request, now)) return 'expired';
  return isComplete ? 'approved' : 'open';
}

export function isExpired({ expiresAt }: ApprovalRequest, now: number): boolean {
  return expiresAt !== null && now >= expiresAt;
}

/** Those about exactly this plan. */
export function currentDecisions({ decisions, planHash }: ApprovalRequest): readonly Decision[] {
  return decisions.filter((decision) => decision.planHash === planHash);
}

/** Counts people, not clicks: whoever was heard, in whatever name and level, is not heard again. */
function countedDecisions(request: ApprovalRequest): readonly Decision[] {
  const heard = new Set<string>();
  return currentDecisions(request).filter((decision) => {
    const isCounted = counts(request, decision) && !isAnyIn(heard, decision);
    if (isCounted) heard.add(decision.personId).add(decision.deciderId);
    return isCounted;
  });
}

/** Whoever lost the right since, or became a maker, no longer counts. */
function counts(request: ApprovalRequest, { verdict, level, personId, deciderId }: Decision): boolean {
  const asked = request.policy.levels[level];
  const person = request.approvers.find(({ id }) => id === personId);
  const isDeciderStillAround = request.approvers.some(({ id }) => id === deciderId);
  if (verdict !== 'approved' || !asked || !person || !isDeciderStillAround) return false;
  return isNamedIn(asked, person) && !isOwnWork(request, personId) && !isOwnWork(request, deciderId);
}

export function isOwnWork({ policy, makerIds }: ApprovalRequest, id: string): boolean {
  return !policy.allowsOwnWork && makerIds.includes(id);
}

function isAnyIn(heard: ReadonlySet<string>, { personId, deciderId }: Decision): boolean {
  return heard.has(personId) || heard.has(deciderId);
}
