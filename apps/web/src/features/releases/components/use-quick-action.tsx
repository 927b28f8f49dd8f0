import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemNotice } from '../../../components/ui';
import { newKey, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { runAction } from '../api/run-action';
import type { ActionEntry } from '../model/actions';

/** Acts that are undone by one other click need no question; a refusal shows under the bar. */
export function useQuickAction(release: ReleaseDetail) {
  const cache = useQueryClient();
  const mutationKey = ['release-action', release.id, 'quick'];
  const mutation = useMutation({
    mutationKey,
    mutationFn: (entry: ActionEntry) =>
      runAction(
        {
          releaseId: release.id,
          action: entry.key,
          // A step that begins at that very moment must not keep anybody from stopping the release.
          ...(entry.key === 'pause' ? {} : { expectedRevision: release.revision }),
          planHash: release.planHash,
        },
        newKey(),
      ),
    onSuccess: (after) => cache.setQueryData(queryKeys.release(after.id), after),
    // Not waited for: the next act may be asked for before everything on screen is new.
    onSettled: () => void cache.invalidateQueries({ queryKey: queryKeys.releases }),
  });
  return {
    run: (entry: ActionEntry): void => {
      if (cache.isMutating({ mutationKey }) === 0) mutation.mutate(entry);
    },
    busy: mutation.isPending ? mutation.variables.key : null,
    problem: mutation.error ? <ProblemNotice error={mutation.error} /> : null,
  } as const;
}
