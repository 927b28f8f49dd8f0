import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, type HaltProof, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const PROOF_INTERVAL_MS = 3_000;
const STANDS_STILL: readonly ReleaseDetail['status'][] = ['paused', 'stopped', 'superseded'];

/** Asked again by itself while nodes have to confirm. */
export const haltProofQuery = ({ id, status }: Pick<ReleaseDetail, 'id' | 'status'>) =>
  queryOptions({
    queryKey: [...queryKeys.releaseHaltProof(id), status],
    queryFn: ({ signal }) => request<HaltProof>(`/releases/${id}/halt-proof`, { signal }),
    enabled: STANDS_STILL.includes(status),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && isComplete(state.data) ? false : PROOF_INTERVAL_MS),
  });

export function isComplete({ nodesAsked, nodesConfirmed }: HaltProof): boolean {
  return nodesAsked === nodesConfirmed;
}
