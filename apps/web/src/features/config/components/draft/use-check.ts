import { useEffect, useState } from 'react';
import type { ConfigCheck } from '../../../../lib/api';
import { checkLayer } from '../../api/layers';
import type { Draft } from '../../model/draft';

const TYPING_PAUSE_MS = 350;

interface Checked {
  readonly of: Draft | null;
  readonly check: ConfigCheck | null;
  readonly error: unknown;
}

/**
 * Faults of what is typed and what would come of it, asked for when the typing pauses; the last answer stays until then. Who may not
 * edit has nothing to ask.
 */
export function useCheck(fileId: string, layer: string, draft: Draft, mayEdit: boolean) {
  const [checked, setChecked] = useState<Checked>({ of: null, check: null, error: null });
  const { text, removedKeys } = draft;
  useEffect(() => {
    if (!mayEdit) return;
    const stop = new AbortController();
    const asked = { text, removedKeys, parentVersion: 0 };
    const timer = setTimeout(() => {
      checkLayer(fileId, layer, asked, stop.signal).then(
        (check) => setChecked({ of: asked, check, error: null }),
        (error: unknown) => !stop.signal.aborted && setChecked(({ check }) => ({ of: asked, check, error })),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [fileId, layer, text, removedKeys, mayEdit]);
  const isCurrent = checked.of?.text === text && checked.of.removedKeys === removedKeys;
  return { check: checked.check, error: checked.error, isCurrent } as const;
}
