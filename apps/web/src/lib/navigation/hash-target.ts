import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What an address may point at within the page of a release: an event in its list, or the same in its charts. */
export type HashKind = 'event' | 'mark';

export const hashOf = (kind: HashKind, seq: number): string => `#${kind}-${seq}`;

export function seqOf(kind: HashKind, hash: string): number | null {
  const [, found, seq] = /^#([a-z]+)-(\d{1,9})$/.exec(hash) ?? [];
  return found === kind ? Number(seq) : null;
}

export interface HashTarget {
  readonly seq: number;
  /** A new one each time that somebody goes there, so that going there again is noticed. */
  readonly visit: string;
}

/** What the address points at, if it is of this kind. */
export function useHashTarget(kind: HashKind): HashTarget | null {
  const { hash, key } = useLocation();
  return useMemo(() => {
    const seq = seqOf(kind, hash);
    return seq === null ? null : { seq, visit: key };
  }, [kind, hash, key]);
}

/** Points the address at something else in this page; everything else in it stays, and Back leads back. */
export function useGoToHash(): (hash: string) => void {
  const navigate = useNavigate();
  const { search } = useLocation();
  return useCallback(
    (hash) => void navigate({ search, hash }, { preventScrollReset: true }),
    [navigate, search],
  );
}
