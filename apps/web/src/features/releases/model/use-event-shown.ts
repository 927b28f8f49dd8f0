import { useEffect, useRef, type RefObject } from 'react';
import { useHashTarget } from '../../../lib/navigation/hash-target';

export interface LoadedEvents {
  /** Numbers of those that are in the list, newest first. */
  readonly shown: readonly number[];
  readonly isFiltered: boolean;
  readonly hasOlder: boolean;
  readonly isBusy: boolean;
  readonly onUnfilter: () => void;
  readonly onOlder: () => void;
}

/** Brings the event that the address points at into the list and to the eye; its number, if there is one. */
export function useEventShown(list: RefObject<Element | null>, events: LoadedEvents): number | null {
  const target = useHashTarget('event');
  const seen = useRef('');
  useEffect(() => {
    if (!target || seen.current === target.visit) return;
    const { shown, isFiltered, hasOlder, isBusy, onUnfilter, onOlder } = events;
    if (shown.includes(target.seq)) {
      seen.current = target.visit;
      const row = list.current?.querySelector<HTMLElement>(`#event-${target.seq}`);
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
    } else if (isFiltered) onUnfilter();
    else if (hasOlder && !isBusy && (shown.at(-1) ?? 0) > target.seq) onOlder();
  }, [target, events, list]);
  return target?.seq ?? null;
}
