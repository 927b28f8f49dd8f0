import { useEffect, useRef, type RefObject } from 'react';
import { isPlainKey } from '../../lib/keyboard/is-plain-key';

interface List {
  readonly count: number;
  readonly scrollTo: (index: number) => void;
}

/** `j` and `k` walk down and up; the focused link opens with Enter by itself. */
export function useListKeys(box: RefObject<HTMLElement | null>, list: List): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isPlainKey(event) || (event.key !== 'j' && event.key !== 'k')) return;
      event.preventDefault();
      const current = document.activeElement?.closest('[data-index]');
      const isInside = current !== null && box.current?.contains(current ?? null);
      const from = isInside ? Number(current?.getAttribute('data-index')) : -1;
      const to = Math.max(0, Math.min(latest.current.count - 1, from + (event.key === 'j' ? 1 : -1)));
      latest.current.scrollTo(to);
      requestAnimationFrame(() => {
        box.current?.querySelector<HTMLElement>(`[data-index="${to}"] a[href]`)?.focus();
      });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [box]);
}
