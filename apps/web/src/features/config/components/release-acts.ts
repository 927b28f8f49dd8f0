import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { newKey, type ConfigRelease } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

/** What ends in a release goes there. The same wish keeps its key, so that a second click makes no second release. */
export function useReleaseAct<Wish>(name: string, act: (wish: Wish, key: string) => Promise<ConfigRelease>) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const intent = useRef({ text: '', key: '' });
  const mutationKey = ['config-release', name];
  const mutation = useMutation({
    mutationKey,
    mutationFn: (wish: Wish) => {
      const text = JSON.stringify(wish);
      if (intent.current.text !== text) intent.current = { text, key: newKey() };
      return act(wish, intent.current.key);
    },
    onSuccess: ({ releaseId }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.configs });
      void cache.invalidateQueries({ queryKey: queryKeys.releaseLists });
      void navigate(`/releases/${releaseId}`);
    },
  });
  const run = (wish: Wish): void => {
    if (cache.isMutating({ mutationKey }) === 0) mutation.mutate(wish);
  };
  return { run, isBusy: mutation.isPending, error: mutation.error, forget: mutation.reset } as const;
}
