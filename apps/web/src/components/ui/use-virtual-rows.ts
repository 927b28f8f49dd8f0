import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { DataListProps } from './data-list-types';

const OVERSCAN = 8;

/** The page itself scrolls: no box inside a box, and Back finds the same place. */
export function useVirtualRows<T>(
  props: DataListProps<T>,
  box: RefObject<HTMLElement | null>,
  heightPx: number,
) {
  const count = props.total ?? props.rows.length + (props.hasMore ? 1 : 0);
  const topPx = useTopOf(box);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => heightPx,
    overscan: OVERSCAN,
    scrollMargin: topPx,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  const lastIndex = last?.index ?? -1;
  const { onNeedRow } = props;
  const loaded = props.rows.length;

  useEffect(() => {
    if (lastIndex >= loaded - OVERSCAN) onNeedRow?.(lastIndex);
  }, [lastIndex, loaded, onNeedRow]);

  return {
    count,
    items,
    measure: virtualizer.measureElement,
    beforePx: first ? first.start - topPx : 0,
    afterPx: last ? virtualizer.getTotalSize() - (last.end - topPx) : 0,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  } as const;
}

function useTopOf(box: RefObject<HTMLElement | null>): number {
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const rect = box.current?.getBoundingClientRect();
      if (rect) setTopPx(Math.round(rect.top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [box]);
  return topPx;
}
