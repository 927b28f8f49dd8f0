import { useState } from 'react';

interface Known {
  readonly scope: string;
  readonly newest: string | null;
}

interface Question {
  /** Names the question; another one starts afresh. */
  readonly scope: string;
  /** The rows still answer the question before. */
  readonly isPlaceholder: boolean;
}

/** Rows must not move under the pointer: what arrives above the first known row waits until it is asked for. */
export function useHeldRows<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  { scope, isPlaceholder }: Question,
) {
  const [known, setKnown] = useState<Known>({ scope, newest: null });
  const first = rows[0];
  const isFresh = known.scope !== scope || known.newest === null;
  if (isFresh && !isPlaceholder && first !== undefined) setKnown({ scope, newest: idOf(first) });

  const index = isFresh ? 0 : rows.findIndex((row) => idOf(row) === known.newest);
  const heldCount = Math.max(0, index);
  const show = (): void => setKnown({ scope, newest: first === undefined ? null : idOf(first) });
  return { rows: heldCount === 0 ? rows : rows.slice(heldCount), heldCount, show } as const;
}
