import { useRef, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import type { PanelView } from './chart-types';
import type { Crosshair } from './model/crosshair';
import { stepAfterKey } from './model/crosshair-keys';
import { nearestStep, stepTimes } from './model/time-axis';

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
      const wanted = stepAfterKey(event, step, stepTimes(axis).length - 1);
      if (wanted === null) return;
      event.preventDefault();
      pointTo(wanted);
    },
  };
}
