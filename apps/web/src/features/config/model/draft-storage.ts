import type { Draft } from './draft';

export interface KeptDraft extends Draft {
  readonly keptAt: string;
}

const keyOf = (owner: string, layer: string): string => `rc.config-draft.${owner}.${layer}`;

/** By whose and which file it is. What was typed and not saved outlives a reload, a crash and a session that ended; only in this browser. */
export function keepDraft(owner: string, layer: string, draft: KeptDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(owner, layer));
    else localStorage.setItem(keyOf(owner, layer), JSON.stringify(draft));
  } catch {
    // Blocked or full storage costs only the convenience.
  }
}

export function keptDraft(owner: string, layer: string): KeptDraft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(owner, layer)) ?? 'null');
    return isDraft(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { text, removedKeys, parentVersion, keptAt } = value as Partial<KeptDraft>;
  return (
    (text === null || typeof text === 'string') &&
    Array.isArray(removedKeys) &&
    typeof parentVersion === 'number' &&
    typeof keptAt === 'string'
  );
}
