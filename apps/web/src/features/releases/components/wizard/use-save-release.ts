import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newKey, type ReleaseDetail, type ReleaseDraft } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { runAction } from '../../api/run-action';
import { saveRelease } from '../../api/save-release';

const MUTATION_KEY = ['save-release'] as const;

/** The same draft keeps its key, so a second click or a retry after silence makes no second release. */
export function useSaveRelease(existing: ReleaseDetail | null, onSaved: (release: ReleaseDetail) => void) {
  const cache = useQueryClient();
  const intent = useRef({ text: '', key: '' });
  const mutation = useMutation({
    mutationKey: MUTATION_KEY,
    mutationFn: async (draft: ReleaseDraft) => {
      const text = JSON.stringify(draft);
      if (intent.current.text !== text) intent.current = { text, key: newKey() };
      if (existing === null) return saveRelease(draft, null, intent.current.key);
      const { submit, ...changes } = draft;
      const saved = await saveRelease(changes, existing, intent.current.key);
      return submit ? submitRelease(saved) : saved;
    },
    onSuccess: (release) => {
      cache.setQueryData(queryKeys.release(release.id), release);
      void cache.invalidateQueries({ queryKey: queryKeys.releaseLists });
      onSaved(release);
    },
  });
  const busy = mutation.isPending
    ? mutation.variables.submit
      ? ('submit' as const)
      : ('draft' as const)
    : null;
  return {
    run: (draft: ReleaseDraft): void => {
      if (cache.isMutating({ mutationKey: MUTATION_KEY }) === 0) mutation.mutate(draft);
    },
    busy,
    error: mutation.error,
  } as const;
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
