import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toastDone } from '../../../components/ui';
import { ApiProblem, newKey, type ReleaseAction, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { releaseQuery } from '../api/get-release';
import { dryRunAction, runAction, type ActionExtras, type ActionRequest } from '../api/run-action';
import type { ActionEntry } from '../model/actions';
import { whatChanged, type Difference } from '../model/what-changed';

/** The action as it was chosen in the dialog, with what it is told beside the release. */
interface Asks {
  readonly action: ReleaseAction;
  readonly extras: ActionExtras;
}

interface Done {
  readonly onClose: () => void;
  readonly onOtherRelease: (id: string) => void;
}

/** One question to one person: what they saw stays fixed until they have been shown what is different. */
export function useAction(release: ReleaseDetail, entry: ActionEntry, asks: Asks, done: Done) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [seen, setSeen] = useState(release);
  const [attemptKey, setAttemptKey] = useState(newKey);
  const [differences, setDifferences] = useState<readonly Difference[]>([]);
  const asked: ActionRequest = {
    releaseId: seen.id,
    action: asks.action,
    expectedRevision: seen.revision,
    planHash: seen.planHash,
    extras: asks.extras,
  };

  const dryRun = useQuery({
    queryKey: [...queryKeys.releases, 'dry-run', asked],
    queryFn: ({ signal }) => dryRunAction(asked, signal),
    staleTime: 0,
    gcTime: 0,
  });

  const lookAgain = async (): Promise<void> => {
    const now = await cache.fetchQuery({ ...releaseQuery(release.id), staleTime: 0 });
    setDifferences(whatChanged(seen, now));
    setSeen(now);
    setAttemptKey(newKey());
  };

  const mutationKey = ['release-action', release.id, entry.key];
  const run = useMutation({
    mutationKey,
    mutationFn: (reason: string) => runAction({ ...asked, reason }, attemptKey),
    onSuccess: (after) => {
      cache.setQueryData(queryKeys.release(after.id), after);
      toastDone(t('action.accepted', { action: t(entry.label, entry.values) }));
      done.onClose();
      if (after.id !== release.id) done.onOtherRelease(after.id);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) void lookAgain();
    },
    // Not waited for: the next act may be asked for before everything on screen is new.
    onSettled: () => void cache.invalidateQueries({ queryKey: queryKeys.releases }),
  });

  const isStale = release.revision > seen.revision && !run.isPending && !run.isSuccess;
  // Asked of the cache and not of the last render: a double click comes before the next one.
  const start = (reason: string): void => {
    if (cache.isMutating({ mutationKey }) === 0) run.mutate(reason);
  };
  return { seen, dryRun, run, start, differences, isStale, lookAgain } as const;
}
