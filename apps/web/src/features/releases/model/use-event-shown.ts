import { useEffect, useRef, type RefObject } from 'react';
import { useHashTarget } from '../../../lib/navigation/hash-target';

export interface LoadedEvents {
  /** Numbers of those that are in the list, newest first; null until there are any. */
  readonly shown: readonly number[] | null;
  readonly isFiltered: boolean;
  readonly hasOlder: boolean;
  readonly isBusy: boolean;
  readonly onUnfilter: () => void;
  readonly onOlder: () => void;
}

/** Brings the event that the address points at into the list and to the eye; its number, if there is one. */
export function useEventShown(list: RefObject<Element | null>, events: LoadedEvents): number | null {
  const target = useHashTarget('event');
  const settled = useRef('');
  useEffect(() => {
    const { shown, isFiltered, hasOlder, isBusy, onUnfilter, onOlder } = events;
    if (!target || !shown || isBusy || settled.current === target.visit) return;
    const isThere = shown.includes(target.seq);
    if (!isThere && isFiltered) return onUnfilter();
    if (!isThere && hasOlder && (shown.at(-1) ?? 0) > target.seq) return onOlder();
    // Once only, also for one that does not exist: from now on the list is as whoever reads it wants it.
    settled.current = target.visit;
    const row = isThere ? list.current?.querySelector<HTMLElement>(`#event-${target.seq}`) : null;
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [target, events, list]);
  return target?.seq ?? null;
}
