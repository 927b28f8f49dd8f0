import { useState } from 'react';
import type { ReleaseSummary } from '../../../lib/api';

type Picked = Pick<ReleaseSummary, 'id' | 'number'>;

export interface ComparisonPick {
  readonly picked: readonly Picked[];
  readonly isPicked: (id: string) => boolean;
  readonly toggle: (release: Picked) => void;
  readonly clear: () => void;
  /** Where the two of them are compared; null until there are two. */
  readonly path: string | null;
}

/** At most two releases, in the order of their numbers; a third one takes the place of the first chosen. */
export function useComparisonPick(): ComparisonPick {
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [a, b] = [...picked].sort((x, y) => x.number - y.number);
  return {
    picked,
    isPicked: (id) => picked.some((release) => release.id === id),
    toggle: ({ id, number }) =>
      setPicked((before) =>
        before.some((release) => release.id === id)
          ? before.filter((release) => release.id !== id)
          : [...before, { id, number }].slice(-2),
      ),
    clear: () => setPicked([]),
    path: a && b ? `/releases/compare?a=${a.id}&b=${b.id}` : null,
  };
}
