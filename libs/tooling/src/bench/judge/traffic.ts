import type { Sample, SampleWindow } from '@release-console/metrics-core';
import type { Dice } from './dice.js';
import { drawLatencies, heavyTailed, lognormal, slower, slowerAbove, type Shape } from './latency-shape.js';

export const WINDOW_SECONDS = 10;
/** The console knows how the nodes of a release did for half an hour before it. */
export const BEFORE_SECONDS = 1_800;

export const TRAFFIC_KINDS = [
  'steady',
  'diurnal',
  'bursty',
  'heavy-tailed',
  'autocorrelated',
  'overdispersed',
] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** What the new build does worse. */
export interface Regression {
  readonly name: string;
  /** More failed requests, as a share of all. */
  readonly errors?: number;
  /** Times as slow. */
  readonly latency?: number;
  /** Only what is above this share of all requests is slower. */
  readonly above?: number;
  /** After how many seconds of the release it begins; at once where it does not say. */
  readonly from?: number;
}

export interface ReleaseTraffic {
  readonly before: readonly SampleWindow[];
  readonly since: readonly SampleWindow[];
}

export interface TrafficPlan {
  readonly kind: TrafficKind;
  /** Requests per second of the canary. */
  readonly perSecond: number;
  /** Times as many requests of the baseline. */
  readonly baselineTimes: number;
  /** Share of failed requests. */
  readonly errorRate: number;
  readonly regression: Regression | null;
  readonly beforeSeconds: number;
  readonly seconds: number;
}

/** What is true of a cohort in one window. */
interface Weather {
  /** Times as many requests as usual. */
  load: number;
  /** Times as many of them fail. */
  failing: number;
  /** Times as slow. */
  slow: number;
}

/** The traffic of a release that nobody stops, and of the time before it. */
export function drawRelease(dice: Dice, plan: TrafficPlan): ReleaseTraffic {
  const climate = CLIMATES[plan.kind](dice, plan);
  const draw = (seconds: number, isSince: boolean): readonly SampleWindow[] =>
    Array.from({ length: Math.round(seconds / WINDOW_SECONDS) }, (_, window) => {
      const [canary, baseline] = climate();
      const hasBegun = isSince && window * WINDOW_SECONDS >= (plan.regression?.from ?? 0);
      const regression = hasBegun ? plan.regression : null;
      const { perSecond, baselineTimes } = plan;
      return [
        {
          canary: drawSample(dice, plan, { perSecond, weather: canary, regression }),
          baseline: drawSample(dice, plan, {
            perSecond: perSecond * baselineTimes,
            weather: baseline,
            regression: null,
          }),
        },
      ];
    });
  return { before: draw(plan.beforeSeconds, false), since: draw(plan.seconds, true) };
}

interface Cohort {
  readonly perSecond: number;
  readonly weather: Weather;
  readonly regression: Regression | null;
}

function drawSample(dice: Dice, plan: TrafficPlan, { perSecond, weather, regression }: Cohort): Sample {
  const expected = perSecond * weather.load * WINDOW_SECONDS;
  const latency = drawLatencies(dice, slower(worse(SHAPES[plan.kind], regression), weather.slow), expected);
  const requests = latency.size;
  const failing = Math.min(1, plan.errorRate * weather.failing + (regression?.errors ?? 0));
  const errors =
    plan.kind === 'overdispersed' ? dice.clumps(requests * failing) : dice.poisson(requests * failing);
  return { requests, errors: Math.min(requests, errors), latency };
}

function worse(shape: Shape, regression: Regression | null): Shape {
  if (!regression?.latency) return shape;
  const { latency, above } = regression;
  return above === undefined ? slower(shape, latency) : slowerAbove(shape, above, latency);
}

const USUAL = lognormal(0.6);
const SHAPES: Readonly<Record<TrafficKind, Shape>> = {
  steady: USUAL,
  diurnal: USUAL,
  bursty: USUAL,
  'heavy-tailed': heavyTailed(0.8, 0.05, 1.2),
  autocorrelated: USUAL,
  overdispersed: USUAL,
};

type Climate = (dice: Dice, plan: TrafficPlan) => () => readonly [Weather, Weather];

const CALM: Weather = { load: 1, failing: 1, slow: 1 };
const CLIMATES: Readonly<Record<TrafficKind, Climate>> = {
  steady: () => () => [CALM, CALM],
  'heavy-tailed': () => () => [CALM, CALM],
  diurnal,
  bursty,
  autocorrelated,
  overdispersed,
};

/** A day in two hours, so that half an hour of it is seen to change. */
function diurnal(dice: Dice): () => readonly [Weather, Weather] {
  let angle = dice.uniform(0, 2 * Math.PI);
  return () => {
    angle += (2 * Math.PI * WINDOW_SECONDS) / 7_200;
    const busy = Math.sin(angle);
    const both = { load: 1 + 0.6 * busy, failing: 1 + 0.5 * Math.sin(angle + 1), slow: 1 + 0.2 * busy };
    return [both, both];
  };
}

/** Half a minute of five times the load with more errors for both, and of three times the load for each alone. */
function bursty(dice: Dice): () => readonly [Weather, Weather] {
  const bursts = [0, 0, 0];
  return () => {
    for (const [place, left] of bursts.entries()) bursts[place] = left > 0 ? left - 1 : dice.is(0.02) ? 3 : 0;
    const [both = 0, canary = 0, baseline = 0] = bursts;
    const weather = (alone: number): Weather => ({
      load: (both > 0 ? 5 : 1) * (alone > 0 ? 3 : 1),
      failing: both > 0 ? 4 : 1,
      slow: both > 0 ? 1.4 : 1,
    });
    return [weather(canary), weather(baseline)];
  };
}

/** Errors and latency drift within a minute, mostly together, and each cohort a bit by itself. */
function autocorrelated(dice: Dice): () => readonly [Weather, Weather] {
  const keep = Math.exp(-WINDOW_SECONDS / 60);
  const drifts = Array.from({ length: 6 }, () => dice.normal());
  return () => {
    for (const [place, drift] of drifts.entries())
      drifts[place] = keep * drift + Math.sqrt(1 - keep ** 2) * dice.normal();
    const [failing = 0, slow = 0, ...own] = drifts;
    const weather = (first: number): Weather => ({
      load: 1,
      failing: Math.exp(0.5 * failing + 0.2 * (own[first] ?? 0)),
      slow: Math.exp(0.15 * slow + 0.03 * (own[first + 1] ?? 0)),
    });
    return [weather(0), weather(2)];
  };
}

/** Each window of each cohort has a rate of its own, and errors come in clumps. */
function overdispersed(dice: Dice, { baselineTimes }: TrafficPlan): () => readonly [Weather, Weather] {
  const weather = (times: number): Weather => ({
    load: 1,
    failing: dice.gamma(4 * times),
    slow: Math.exp((0.1 / Math.sqrt(times)) * dice.normal()),
  });
  return () => [weather(1), weather(Math.max(1, baselineTimes))];
}
