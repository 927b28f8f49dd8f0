import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConfigEditors } from '../../../../lib/api';
import { editorsQuery, SAY_AGAIN_MS, sayEditing } from '../../api/editors';

/** Says that this person edits, again and again while it is so, and who else does. It locks nothing. */
export function usePresence(fileId: string, layer: string, isEditing: boolean): ConfigEditors['items'] {
  const cache = useQueryClient();
  const { data } = useQuery(editorsQuery(fileId));
  useEffect(() => {
    if (!isEditing) return undefined;
    const say = (isStill: boolean): void => {
      sayEditing(fileId, layer, isStill).then(
        (editors) => cache.setQueryData(editorsQuery(fileId).queryKey, editors),
        // Nobody is kept from editing because this did not arrive; it is said again soon.
        () => undefined,
      );
    };
    say(true);
    const timer = setInterval(() => say(true), SAY_AGAIN_MS);
    return () => {
      clearInterval(timer);
      say(false);
    };
  }, [cache, fileId, layer, isEditing]);
  return (data?.items ?? []).filter(({ isMe }) => !isMe);
}
