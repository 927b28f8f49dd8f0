import { TRAFFIC_KINDS, type Regression, type TrafficKind } from './traffic.js';

export interface Cell {
  readonly kind: TrafficKind;
  readonly errorRate: number;
  readonly perSecond: number;
  readonly regression: Regression | null;
}

const ERROR_RATES = [0.001, 0.01, 0.05];
const RATES = [5, 50, 500];

export const ERROR_REGRESSIONS: readonly Regression[] = [
  { name: '+0.5 points', errors: 0.005 },
  { name: '+1 point', errors: 0.01 },
  { name: '+2 points', errors: 0.02 },
  { name: '+5 points', errors: 0.05 },
];

/** Ten minutes after the release, when a judge has seen many good windows. */
export const LATE_REGRESSIONS: readonly Regression[] = [
  { name: '+2 points after 600 s', errors: 0.02, from: 600 },
  { name: 'x1.3 whole after 600 s', latency: 1.3, from: 600 },
];

export const LATENCY_REGRESSIONS: readonly Regression[] = [1.1, 1.3, 2].flatMap((latency) => [
  { name: `x${latency} whole`, latency },
  { name: `x${latency} tail`, latency, above: 0.95 },
]);

/**
 * Good releases in every kind of traffic, and bad ones; how slow they are has nothing to do with the rate of errors.
 * @param only one kind of traffic
 * @throws Error when there is no such kind
 */
export function cellsOf(only?: string): readonly Cell[] {
  const kinds: readonly TrafficKind[] = TRAFFIC_KINDS.filter((kind) => only === undefined || kind === only);
  if (kinds.length === 0)
    throw new Error(`There is no traffic ${only}; there is ${TRAFFIC_KINDS.join(', ')}.`);
  return kinds.flatMap((kind) =>
    RATES.flatMap((perSecond) => [
      ...ERROR_RATES.flatMap((errorRate) =>
        [null, ...ERROR_REGRESSIONS].map((regression) => ({ kind, errorRate, perSecond, regression })),
      ),
      ...[...LATENCY_REGRESSIONS, ...LATE_REGRESSIONS].map((regression) => ({
        kind,
        errorRate: 0.01,
        perSecond,
        regression,
      })),
    ]),
  );
}
