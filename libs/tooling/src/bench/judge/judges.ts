import { Distribution, judging, USUAL_CHECKS, type Sample } from '@release-console/metrics-core';
import { shiftOf } from './mann-whitney.js';
import { WINDOW_SECONDS, type ReleaseTraffic } from './traffic.js';

/** After how many seconds the release is called bad; null when it is not. */
export type Judge = (traffic: ReleaseTraffic) => number | null;

/** Looks after every window, with the checks that a step has unless it says otherwise. */
export const ours: Judge = ({ before, since }) => {
  const checks = USUAL_CHECKS.map((each) => judging(each, { before, windowSeconds: WINDOW_SECONDS }));
  for (const [place, window] of since.entries()) {
    for (const check of checks) check.add(window);
    if (checks.some((check) => check.look().state === 'bad')) return (place + 1) * WINDOW_SECONDS;
  }
  return null;
};

/**
 * Every minute of the canary alone against limits set from what was usual before, or else in the baseline's first minute;
 * bad at the fourth of them over a limit.
 */
export const fixedThresholds: Judge = ({ before, since }) => {
  const known = before.length > 0 ? before : since.slice(0, MINUTE);
  const usual = pointOf(known.flat().map(({ baseline }) => baseline));
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
