/** How many people must agree before an environment may be changed. One level for now; levels extend this shape. */
export interface ApprovalPolicy {
  /** People who must approve; 0 lets a submitted release go ahead at once. */
  readonly required: number;
}

export interface Decision {
  readonly personId: string;
  readonly verdict: 'approved' | 'rejected';
  /** The plan that this person saw. */
  readonly planHash: string;
}

/** What is asked for, and who made it. */
export interface ApprovalRequest {
  readonly planHash: string;
  /** Author, editors and uploaders: they don't approve their own. */
  readonly makerIds: readonly string[];
  readonly decisions: readonly Decision[];
}

export interface Approver {
  readonly id: string;
  /** Does the policy name this person, by role or by name? */
  readonly isNamed: boolean;
}

export interface Tally {
  readonly required: number;
  readonly given: number;
  readonly isSatisfied: boolean;
  readonly isRejected: boolean;
}

/** Counts people, not clicks, and only those who saw exactly this plan and did not make it. */
export function tally(policy: ApprovalPolicy, request: ApprovalRequest): Tally {
  const current = request.decisions.filter(({ planHash }) => planHash === request.planHash);
  const approvers = new Set(
    current.filter(({ verdict }) => verdict === 'approved').map(({ personId }) => personId),
  );
  for (const maker of request.makerIds) approvers.delete(maker);
  const isRejected = current.some(({ verdict }) => verdict === 'rejected');
  return {
    required: policy.required,
    given: approvers.size,
    isRejected,
    isSatisfied: !isRejected && approvers.size >= policy.required,
  };
}

export type MayDecide =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'NOT_AN_APPROVER' | 'OWN_WORK' | 'ALREADY_DECIDED' };

/** May this person approve now? Rejecting one's own work is always possible for whoever is named. */
export function mayApprove(request: ApprovalRequest, approver: Approver): MayDecide {
  if (!approver.isNamed) return { ok: false, code: 'NOT_AN_APPROVER' };
  if (request.makerIds.includes(approver.id)) return { ok: false, code: 'OWN_WORK' };
  const hasDecided = request.decisions.some(
    ({ personId, planHash }) => personId === approver.id && planHash === request.planHash,
  );
  return hasDecided ? { ok: false, code: 'ALREADY_DECIDED' } : { ok: true };
}
