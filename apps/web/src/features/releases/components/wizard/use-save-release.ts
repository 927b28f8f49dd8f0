import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiProblem, newKey, type ReleaseDetail, type ReleaseDraft } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { openedReleaseQuery, releaseQuery } from '../../api/get-release';
import { runAction } from '../../api/run-action';
import { saveRelease } from '../../api/save-release';
import { whatChanged, type Difference } from '../../model/what-changed';

const MUTATION_KEY = ['save-release'] as const;

/** Saves the form; `opened` is the draft that it was filled from, and stays that until whoever edits looks again. */
export function useSaveRelease(opened: ReleaseDetail | null, onSaved: (release: ReleaseDetail) => void) {
  const cache = useQueryClient();
  const [differences, setDifferences] = useState<readonly Difference[]>([]);
  const live = useQuery({ ...releaseQuery(opened?.id ?? ''), enabled: opened !== null });
  const keyFor = useKeyFor();

  const look = useMutation({
    mutationFn: async (before: ReleaseDetail) => {
      const now = await cache.fetchQuery({ ...openedReleaseQuery(before.id), staleTime: 0 });
      setDifferences(whatChanged(before, now));
    },
  });
  const lookAgain = (): void => {
    if (opened) look.mutate(opened);
  };

  const mutation = useMutation({
    mutationKey: MUTATION_KEY,
    mutationFn: async (draft: ReleaseDraft) => {
      if (opened === null) return saveRelease(draft, null, keyFor(draft));
      const { submit, ...changes } = draft;
      const edit = { ...changes, expectedRevision: opened.revision };
      const saved = await saveRelease(edit, opened.id, keyFor(edit));
      if (!submit) return saved;
      cache.setQueryData(openedReleaseQuery(saved.id).queryKey, saved);
      return submitRelease(saved);
    },
    onSuccess: (release) => {
      cache.setQueryData(queryKeys.release(release.id), release);
      void cache.invalidateQueries({ queryKey: queryKeys.releaseLists });
      onSaved(release);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) lookAgain();
    },
  });
  const busy = mutation.isPending
    ? mutation.variables.submit
      ? ('submit' as const)
      : ('draft' as const)
    : null;
  const hasMovedOn = opened !== null && (live.data?.revision ?? 0) > opened.revision;
  return {
    run: (draft: ReleaseDraft): void => {
      if (cache.isMutating({ mutationKey: MUTATION_KEY }) === 0) mutation.mutate(draft);
    },
    busy,
    error: mutation.error ?? look.error,
    isStale: hasMovedOn && !mutation.isPending && !mutation.isSuccess,
    lookAgain,
    differences,
    dropDifferences: (): void => setDifferences([]),
  } as const;
}

/** The same body keeps its key, so a second click or a retry after silence makes no second release. */
function useKeyFor(): (body: ReleaseDraft) => string {
  const intent = useRef({ text: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (intent.current.text !== text) intent.current = { text, key: newKey() };
    return intent.current.key;
  };
}

const submitRelease = (release: ReleaseDetail): Promise<ReleaseDetail> =>
  runAction(
    {
      releaseId: release.id,
      action: 'submit',
      expectedRevision: release.revision,
      planHash: release.planHash,
    },
    newKey(),
  );
