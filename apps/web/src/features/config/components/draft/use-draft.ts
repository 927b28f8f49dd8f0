import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isProblem, type ConfigFile, type ConfigLayer, type ConfigMerge } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useMe } from '../../../../lib/session';
import { layerQuery, mergeLayer, saveLayer } from '../../api/layers';
import { draftOf, saysTheSame, type Draft } from '../../model/draft';
import { keepDraft, keptDraft, type KeptDraft } from '../../model/draft-storage';
import { useAsk } from '../../model/use-ask';

const KEEP_AFTER_MS = 400;

interface Held {
  /** What the person began with; null when what they typed came back from an earlier visit. */
  readonly began: Draft | null;
  readonly draft: Draft;
  readonly keptAt: string | null;
}

const heldOf = (saved: ConfigLayer, kept: KeptDraft | null): Held => {
  const fresh = draftOf(saved);
  if (!kept || saysTheSame(kept, fresh)) return { began: fresh, draft: fresh, keptAt: null };
  const { keptAt, ...draft } = kept;
  return { began: null, draft, keptAt };
};

/** The buffer of one layer. Nothing but the person changes it, unless they have changed nothing. */
export function useDraft(file: ConfigFile, saved: ConfigLayer) {
  const { layer } = saved;
  const keptAs = `${useMe().id}.${file.id}`;
  const cache = useQueryClient();
  const mayKeep = !file.isSecret;
  const [held, setHeld] = useState(() => heldOf(saved, mayKeep ? keptDraft(keptAs, layer) : null));
  const [merge, setMerge] = useState<ConfigMerge | null>(null);
  const { draft, began } = held;
  const isChanged = began === null || !saysTheSame(draft, began);
  const isBehind = saved.version > draft.parentVersion;
  if (isBehind && !isChanged) setHeld(heldOf(saved, null));

  useKeeping(mayKeep, keptAs, layer, isChanged ? draft : null);

  const adopt = (after: ConfigLayer): void => {
    cache.setQueryData(layerQuery(file.id, layer).queryKey, after);
    setHeld(heldOf(mayKeep ? after : { ...after, text: draft.text }, null));
    setMerge(null);
    keepDraft(keptAs, layer, null);
    void cache.invalidateQueries({ queryKey: queryKeys.configs });
  };
  const askMerge = useAsk(async (asked: Draft) => setMerge(await mergeLayer(file.id, layer, asked)));
  const save = useAsk(async (asked: Draft, message: string) => {
    try {
      const after = await saveLayer(file.id, layer, asked, message);
      adopt(after);
      return after;
    } catch (error) {
      if (!isProblem(error, 'CONFIG_CHANGED')) throw error;
      setHeld((current) => ({ ...current, draft: asked }));
      await askMerge.run(asked);
      return undefined;
    }
  });
  return {
    draft,
    keptAt: held.keptAt,
    isChanged,
    isBehind: isBehind && isChanged,
    merge,
    askMerge,
    save,
    change: (part: Partial<Draft>): void =>
      setHeld((current) => ({ ...current, draft: { ...current.draft, ...part } })),
    discard: (): void => {
      setHeld(heldOf(saved, null));
      keepDraft(keptAs, layer, null);
    },
    closeMerge: (): void => setMerge(null),
    remerge: (next: ConfigMerge): void => setMerge(next),
  } as const;
}

function useKeeping(mayKeep: boolean, keptAs: string, layer: string, draft: Draft | null): void {
  useEffect(() => {
    if (!mayKeep) return undefined;
    const keep = (): void =>
      keepDraft(keptAs, layer, draft && { ...draft, keptAt: new Date().toISOString() });
    if (!draft) {
      keep();
      return undefined;
    }
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [mayKeep, keptAs, layer, draft]);
}
