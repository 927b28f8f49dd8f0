import { request, type DryRun, type ReleaseAction, type ReleaseDetail } from '../../../lib/api';

export interface ActionRequest {
  readonly releaseId: string;
  readonly action: ReleaseAction;
  readonly expectedRevision: number;
  /** What the person saw; the server refuses when the plan is another one by now. */
  readonly planHash: string;
  readonly reason?: string;
  readonly isFull?: boolean;
}

const pathOf = ({ releaseId, action }: ActionRequest): string => `/releases/${releaseId}/${action}`;

const bodyOf = ({ expectedRevision, planHash, reason, isFull }: ActionRequest) => ({
  expectedRevision,
  planHash,
  ...(reason ? { reason } : {}),
  ...(isFull ? { full: true } : {}),
});

export const runAction = (action: ActionRequest, idempotencyKey: string): Promise<ReleaseDetail> =>
  request<ReleaseDetail>(pathOf(action), { method: 'POST', body: bodyOf(action), idempotencyKey });

export const dryRunAction = (action: ActionRequest, signal: AbortSignal): Promise<DryRun> =>
  request<DryRun>(pathOf(action), { method: 'POST', query: { dryRun: true }, body: bodyOf(action), signal });
