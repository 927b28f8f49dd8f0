import { useEffect, useState } from 'react';

const waiting = new Set<() => void>();
let frame = 0;

function next(): void {
  const [first] = waiting;
  if (!first) {
    frame = 0;
    return;
  }
  waiting.delete(first);
  first();
  frame = requestAnimationFrame(next);
}

function inTurn(work: () => void): () => void {
  waiting.add(work);
  if (frame === 0) frame = requestAnimationFrame(next);
  return () => void waiting.delete(work);
}

/**
 * Follows a value, one follower per frame: many panels that are drawn at once would hold up the page.
 * Null until it is the follower's turn for the first time.
 */
export function useInTurn<T>(value: T, isWanted: boolean): T | null {
  const [shown, setShown] = useState<T | null>(null);
  useEffect(() => {
    if (!isWanted || shown === value) return undefined;
    return inTurn(() => setShown(() => value));
  }, [value, shown, isWanted]);
  return shown;
}
