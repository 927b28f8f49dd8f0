import {
  Distribution,
  ErrorsCompared,
  LatencyCompared,
  type Comparing,
  type Sample,
} from '@release-console/metrics-core';
import { shiftOf } from './mann-whitney.js';
import { WINDOW_SECONDS, type ReleaseTraffic } from './traffic.js';

/** After how many seconds the release is called bad; null when it is not. */
export type Judge = (traffic: ReleaseTraffic) => number | null;

const ERRORS_ALPHA = 0.01;
const LATENCY_ALPHA = 0.003;
const LEAST_MORE_ERRORS = 0.0025;
const LEAST_TIMES_SLOWER = 1.05;
const PERCENTILES = [0.5, 0.95, 0.99];

/** Looks after every window, with the settings that a release has unless it says otherwise. */
export const ours: Judge = ({ before, since }) => {
  const checks: readonly { readonly compared: Comparing; readonly isMuch: IsMuch }[] = [
    {
      compared: new ErrorsCompared(before, ERRORS_ALPHA),
      isMuch: (canary, baseline) => canary - baseline >= LEAST_MORE_ERRORS,
    },
    ...PERCENTILES.map((share) => ({
      compared: new LatencyCompared(before, share, LATENCY_ALPHA),
      isMuch: (canary: number, baseline: number): boolean => canary >= baseline * LEAST_TIMES_SLOWER,
    })),
  ];
  for (const [place, window] of since.entries()) {
    for (const { compared } of checks) compared.add(window);
    if (checks.some(isBad)) return (place + 1) * WINDOW_SECONDS;
  }
  return null;
};

type IsMuch = (canary: number, baseline: number) => boolean;

function isBad({ compared, isMuch }: { readonly compared: Comparing; readonly isMuch: IsMuch }): boolean {
  const { isWorse, canary, baseline } = compared.look();
  return isWorse && canary !== null && baseline !== null && isMuch(canary, baseline);
}

/** Every minute of the canary alone against limits set from what was usual before; bad at the fourth of them over a limit. */
export const fixedThresholds: Judge = ({ before, since }) => {
  const usual = pointOf(before.flat().map(({ baseline }) => baseline));
  let over = 0;
  for (let end = MINUTE; end <= since.length; end += MINUTE) {
    const point = pointOf(
      since
        .slice(end - MINUTE, end)
        .flat()
        .map(({ canary }) => canary),
    );
    if (point.errors > usual.errors + 0.01 || point.p99 > usual.p99 * 1.25) over += 1;
    if (over > 3) return end * WINDOW_SECONDS;
  }
  return null;
};

/** Kayenta's classification of points of ten seconds, looked at once when all are there. */
export const mannWhitneyOnce: Judge = ({ since }) =>
  isHigh(pointsOf(since), since.length) ? since.length * WINDOW_SECONDS : null;

/** The same after every minute, over all points until then. */
export const mannWhitneyEveryMinute: Judge = ({ since }) => {
  const points = pointsOf(since);
  for (let end = 3 * MINUTE; end <= since.length; end += MINUTE)
    if (isHigh(points, end)) return end * WINDOW_SECONDS;
  return null;
};

const MINUTE = 60 / WINDOW_SECONDS;
const CONFIDENCE = 0.98;
const TOLERANCE = 0.25;

interface Points {
  readonly canary: readonly Point[];
  readonly baseline: readonly Point[];
}

function pointsOf(windows: ReleaseTraffic['since']): Points {
  return {
    canary: windows.map((window) => pointOf(window.map((pair) => pair.canary))),
    baseline: windows.map((window) => pointOf(window.map((pair) => pair.baseline))),
  };
}

function isHigh({ canary, baseline }: Points, windows: number): boolean {
  return (['errors', 'p50', 'p95', 'p99'] as const).some((metric) => {
    const [values = [], others = []] = [canary, baseline].map((points) =>
      points
        .slice(0, windows)
        .map((point) => point[metric])
        .filter((value) => !Number.isNaN(value)),
    );
    if (values.length === 0 || others.length === 0) return false;
    const { estimate, low } = shiftOf(values, others, CONFIDENCE);
    return low > TOLERANCE * Math.abs(estimate);
  });
}

type Point = Readonly<Record<'errors' | 'p50' | 'p95' | 'p99', number>>;

function pointOf(samples: readonly Sample[]): Point {
  const requests = samples.reduce((sum, sample) => sum + sample.requests, 0);
  const errors = samples.reduce((sum, sample) => sum + sample.errors, 0);
  const latency = new Distribution();
  for (const sample of samples) latency.merge(sample.latency);
  const quantile = (share: number): number => latency.quantile(share)?.value ?? Number.NaN;
  return { errors: errors / requests, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
}
