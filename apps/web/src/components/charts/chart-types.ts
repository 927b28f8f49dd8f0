import type { Tone } from '../ui';
import type { LineLook } from './model/line-looks';
import type { ChartMark } from './model/mark-clusters';
import type { TimeAxis } from './model/time-axis';

/** What is told apart in all panels: all together, or a version, a bin, a group of nodes. */
export interface ChartLine {
  readonly id: string;
  readonly label: string;
  readonly look: LineLook;
  /** Drawn before the others, so that they lie over it. */
  readonly isBehind?: boolean;
}

/** A value that a figure must not be above, as a line through the whole panel. */
export interface ChartLimit {
  readonly id: string;
  readonly value: number;
  readonly label: string;
}

/** A limit that goes with something else that is measured. */
export interface MovingLimit {
  readonly label: string;
  /** One for each step; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** What was found of a figure, and by which rule. */
export interface ChartVerdict {
  readonly id: string;
  readonly tone: Tone;
  readonly word: string;
  readonly rule: string;
}

/** One figure over time. */
export interface ChartPanel {
  readonly id: string;
  readonly title: string;
  /** What the numbers are of, where they do not say it themselves. */
  readonly unit?: string;
  /** Short, for the head of a column. */
  readonly short: string;
  /** How far the scale reaches in any case. */
  readonly least: number;
  /** Its values may be below zero too. */
  readonly isSigned?: boolean;
  readonly format: (value: number) => string;
  /** By line, one value for each step; null where nobody told any. */
  readonly values: ReadonlyMap<string, readonly (number | null)[]>;
  readonly limits?: readonly ChartLimit[];
  readonly movingLimit?: MovingLimit;
  readonly verdicts?: readonly ChartVerdict[];
  /** How much stands behind the lines. */
  readonly below?: string;
  /** The lines stand on too little to be read as more than a hint. */
  readonly isFaint?: boolean;
}

/** A time in which it went on otherwise than usual. */
export interface ChartSpan {
  readonly id: string;
  readonly kind: 'analysis' | 'paused';
  readonly fromMs: number;
  /** Null for what goes on. */
  readonly toMs: number | null;
}

/** All that a panel shows; a new one for new figures, and the same one as long as they are the same. */
export interface ChartData {
  readonly axis: TimeAxis;
  readonly lines: readonly ChartLine[];
  readonly panels: readonly ChartPanel[];
  /** Oldest first. */
  readonly marks: readonly ChartMark[];
  /** Oldest first; one ends before the next begins. */
  readonly spans?: readonly ChartSpan[];
}

export interface PanelView extends Omit<ChartData, 'panels'> {
  readonly panel: ChartPanel;
}
