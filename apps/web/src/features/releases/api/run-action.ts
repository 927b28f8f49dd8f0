import { request, type DryRun, type ReleaseAction, type ReleaseDetail } from '../../../lib/api';

/** What some actions are told beside the release itself. */
export interface ActionExtras {
  /** Retry and skip: these nodes; absent for all that are lost. */
  readonly nodeIds?: readonly string[];
  /** Deploy: what to do while something outside the release is in the way. */
  readonly whenBlocked?: 'refuse' | 'wait' | 'supersede';
  /** Schedule: when to start, as an ISO time. */
  readonly at?: string;
}

export interface ActionRequest {
  readonly releaseId: string;
  readonly action: ReleaseAction;
  /** Refused when the release is another one by now; absent for what is right whatever happened meanwhile. */
  readonly expectedRevision?: number;
  /** What the person saw; the server refuses when the plan is another one by now. */
  readonly planHash: string;
  readonly reason?: string;
  readonly extras?: ActionExtras;
}

/** Going to the end is promoting with a word more. */
const pathOf = ({ releaseId, action }: ActionRequest): string =>
  `/releases/${releaseId}/${action === 'promote_full' ? 'promote' : action.replaceAll('_', '-')}`;

const bodyOf = ({ action, expectedRevision, planHash, reason, extras }: ActionRequest) => ({
  ...(expectedRevision === undefined ? {} : { expectedRevision }),
  planHash,
  ...(reason ? { reason } : {}),
  ...(action === 'promote_full' ? { full: true } : {}),
  ...extras,
});

export const runAction = (action: ActionRequest, idempotencyKey: string): Promise<ReleaseDetail> =>
  request<ReleaseDetail>(pathOf(action), { method: 'POST', body: bodyOf(action), idempotencyKey });

const WITH_REASON: readonly ReleaseAction[] = ['override_freeze', 'override_soak', 'break_glass'];

/** An override is not even rehearsed without a reason, and nobody has given theirs yet. */
export const dryRunAction = (action: ActionRequest, signal: AbortSignal): Promise<DryRun> =>
  request<DryRun>(pathOf(action), {
    method: 'POST',
    query: { dryRun: true },
    body: bodyOf(WITH_REASON.includes(action.action) ? { reason: 'rehearsal', ...action } : action),
    signal,
  });
