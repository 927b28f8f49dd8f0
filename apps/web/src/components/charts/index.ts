export { ChartDeck } from './chart-deck';
export type {
  ChartData,
  ChartLimit,
  ChartLine,
  ChartPanel,
  ChartSpan,
  ChartVerdict,
  MovingLimit,
} from './chart-types';
export { LineKey } from './line-key';
export { BASELINE_LOOK, CANARY_LOOK, LINE_LOOKS } from './model/line-looks';
export type { ChartMark } from './model/mark-clusters';
export { onSteps, stepBegin, stepTimes, type TimeAxis } from './model/time-axis';
export { useNewCrosshair } from './use-crosshair';
export { OpenMark } from './open-mark';
