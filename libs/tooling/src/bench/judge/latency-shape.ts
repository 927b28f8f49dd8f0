import { ExponentialHistogram, Distribution } from '@release-console/metrics-core';
import type { Dice } from './dice.js';

/** The middle of how long requests take, in seconds. */
const MEDIAN = 0.08;
/** Where in the scale of buckets that agents send the draws begin and end: a tenth of a millisecond, two minutes. */
const SCALE = 4;
const [FIRST, LAST] = [-13 * 2 ** SCALE, 7 * 2 ** SCALE];

/** The share of requests that take at most so many seconds. */
export type Shape = (seconds: number) => number;

/** @param sigma of the logarithm; half of all values are below the median */
export function lognormal(sigma: number): Shape {
  return (seconds) => normalShare(Math.log(seconds / MEDIAN) / sigma);
}

/** With some of them as slow as a power law allows. */
export function heavyTailed(sigma: number, share: number, exponent: number): Shape {
  const body = lognormal(sigma);
  return (seconds) => {
    const tail = seconds <= MEDIAN ? 0 : 1 - (MEDIAN / seconds) ** exponent;
    return (1 - share) * body(seconds) + share * tail;
  };
}

export function slower(shape: Shape, factor: number): Shape {
  return (seconds) => shape(seconds / factor);
}

/** Only what is above so large a share of all is slower. */
export function slowerAbove(shape: Shape, share: number, factor: number): Shape {
  const edge = valueAt(shape, share);
  return (seconds) => {
    if (seconds <= edge) return shape(seconds);
    return Math.max(share, shape(seconds / factor));
  };
}

/** So many requests on average, drawn into the buckets in which an agent would count them. */
export function drawLatencies(dice: Dice, shape: Shape, expected: number): Distribution {
  const counts: number[] = [];
  let below = 0;
  for (let index = FIRST; index < LAST; index += 1) {
    const share = index === LAST - 1 ? 1 : shape(2 ** ((index + 1) / 2 ** SCALE));
    counts.push(dice.poisson(expected * (share - below)));
    below = share;
  }
  const made = new Distribution();
  made.addExponential(ExponentialHistogram.of({ scale: SCALE, zeroCount: 0, offset: FIRST, counts }));
  return made;
}

function valueAt(shape: Shape, share: number): number {
  let [low, high] = [1e-6, 1e4];
  for (let round = 0; round < 80; round += 1) {
    const middle = Math.sqrt(low * high);
    if (shape(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

/** The share of a normal distribution below so many standard deviations, to seven digits (Abramowitz and Stegun 26.2.17). */
export function normalShare(deviations: number): number {
  const step = 1 / (1 + 0.231_641_9 * Math.abs(deviations));
  const sum = TERMS.reduceRight((rest, factor) => step * (factor + rest), 0);
  const upper = (Math.exp(-(deviations ** 2) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return deviations > 0 ? 1 - upper : upper;
}

const TERMS = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
