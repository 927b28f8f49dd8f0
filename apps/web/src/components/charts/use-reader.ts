import {
  useContext,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from 'react';
import type { PanelView } from './chart-types';
import type { Crosshair } from './model/crosshair';
import { stepAfterKey } from './model/crosshair-keys';
import { markNear, marksIn } from './model/near-mark';
import { nearestStep, stepTimes } from './model/time-axis';
import { OpenMark } from './open-mark';

/** Moves the crosshair from one panel, by pointer, finger or keys. */
export function useReader(reader: {
  readonly view: PanelView;
  readonly widthPx: number;
  readonly crosshair: Crosshair;
  /** Where the crosshair stands, or would begin. */
  readonly step: number;
}) {
  const { view, widthPx, crosshair, step } = reader;
  const { axis, panel } = view;
  const openMark = useContext(OpenMark);
  const leftPx = useRef(0);
  const pointTo = (wanted: number): void => crosshair.point(panel.id, axis.fromMs + wanted * axis.stepMs);
  // Once for all moves: asking again between two of them would have the whole page laid out.
  const lookWhereItIs = ({ currentTarget }: PointerEvent): void => {
    leftPx.current = currentTarget.getBoundingClientRect().left;
  };
  const pointUnder = ({ clientX }: PointerEvent): void => {
    const share = (clientX - leftPx.current) / widthPx;
    pointTo(nearestStep(axis, axis.fromMs + share * (axis.toMs - axis.fromMs)));
  };
  return {
    onPointerEnter: lookWhereItIs,
    onPointerDown: (event: PointerEvent) => {
      lookWhereItIs(event);
      pointUnder(event);
    },
    onPointerMove: pointUnder,
    onClick: ({ clientX }: MouseEvent) => {
      const mark = markNear(axis, view.marks, clientX - leftPx.current, widthPx);
      if (mark) openMark?.(mark);
    },
    onPointerLeave: ({ pointerType }: PointerEvent) => {
      // A finger that is lifted has still pointed at something.
      if (pointerType === 'mouse') crosshair.clear();
    },
    onFocus: () => crosshair.point(panel.id, crosshair.current().atMs ?? axis.fromMs + step * axis.stepMs),
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (!relatedTarget?.matches('[data-reader]')) crosshair.clear();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') return crosshair.clear();
      const [happened] = marksIn(axis, view.marks, step);
      if (event.key === 'Enter' && happened) return openMark?.(happened);
      const wanted = stepAfterKey(event, step, stepTimes(axis).length - 1);
      if (wanted === null) return;
      event.preventDefault();
      pointTo(wanted);
    },
  };
}
