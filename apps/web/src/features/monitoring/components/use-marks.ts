import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { stepBegin, type ChartData, type ChartMark, type useNewCrosshair } from '../../../components/charts';
import { hashOf, useGoToHash, useHashTarget } from '../../../lib/navigation/hash-target';

/** Marks lead to their events, and what the address says of a mark is where all panels are read. */
export function useMarks(
  { axis, marks, panels }: ChartData,
  box: RefObject<Element | null>,
  crosshair: ReturnType<typeof useNewCrosshair>,
): (mark: ChartMark) => void {
  const goTo = useGoToHash();
  const target = useHashTarget('mark');
  const shown = useRef('');
  useEffect(() => {
    if (!target || shown.current === target.visit) return;
    const mark = marks.find(({ href }) => href === hashOf('event', target.seq));
    const [panel] = panels;
    if (!mark || !panel) return;
    shown.current = target.visit;
    crosshair.point(panel.id, stepBegin(axis, mark.atMs));
    box.current?.scrollIntoView({ block: 'start' });
  }, [target, axis, marks, panels, crosshair, box]);
  return useCallback((mark) => mark.href && goTo(mark.href), [goTo]);
}
