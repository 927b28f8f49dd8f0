import { Distribution } from '../distribution/distribution.js';
import type { Check, Missing, Outcome, Percentile } from './check.js';
import type { Comparing, Comparison } from './comparison.js';
import { ErrorsCompared } from './errors-compared.js';
import { LatencyCompared } from './latency-compared.js';
import { LimitTest } from './limit-test.js';
import type { Sample, SampleWindow } from './sample.js';
import { requestsNeeded } from './traffic-needed.js';

/** What there is to judge. */
export interface Evidence {
  /** When all nodes ran the same; may be empty, and makes the judge surer where it is not. */
  readonly before: readonly SampleWindow[];
  /** Since the canary runs what is judged. */
  readonly since: readonly SampleWindow[];
  readonly windowSeconds: number;
}

/** A release is not called good before a worsening of this size would most likely have been found. */
const ERRORS_TO_FIND = 0.02;
const TIMES_AS_OFTEN_SLOW_TO_FIND = 2;
/** A limit is known as well as a baseline with so many times the traffic would be. */
const ENDLESS = 1e6;

/**
 * Looks at everything that is there, whenever asked: the same evidence always comes to the same outcome.
 * @param alpha how likely a good build may be called bad by this check, over the whole time; above 0, below 1
 */
export function judgeCheck(check: Check, evidence: Evidence, alpha: number): Outcome {
  switch (check.kind) {
    case 'errors':
      return compared(check, evidence, alpha, {
        comparing: new ErrorsCompared(evidence.before, alpha),
        isMuch: (canary, baseline) => canary - baseline >= check.minIncrease,
        usual: (comparison) => comparison.baseline ?? 0,
        worseBy: ERRORS_TO_FIND,
      });
    case 'latency':
      return compared(check, evidence, alpha, {
        comparing: new LatencyCompared(evidence.before, shareOf(check.percentile), alpha),
        isMuch: (canary, baseline) => canary >= baseline * (1 + check.minIncrease),
        usual: () => 1 - shareOf(check.percentile),
        worseBy: (1 - shareOf(check.percentile)) * (TIMES_AS_OFTEN_SLOW_TO_FIND - 1),
      });
    case 'errors_limit':
      return limited(check, evidence, alpha, {
        limit: check.max,
        badOf: ({ requests, errors }) => ({ requests, bad: errors }),
        valueOf: (samples) =>
          ratio(
            sumOf(samples, ({ errors }) => errors),
            sumOf(samples, requestsOf),
          ),
      });
    case 'latency_limit':
      return limited(check, evidence, alpha, {
        limit: 1 - shareOf(check.percentile),
        badOf: ({ latency }) => ({ requests: latency.size, bad: latency.sizeAbove(check.maxSeconds) }),
        valueOf: (samples) => merged(samples).quantile(shareOf(check.percentile))?.value ?? null,
      });
  }
}

interface ComparedBy {
  readonly comparing: Comparing;
  readonly isMuch: (canary: number, baseline: number) => boolean;
  readonly usual: (comparison: Comparison) => number;
  readonly worseBy: number;
}

function compared(check: Check, evidence: Evidence, alpha: number, by: ComparedBy): Outcome {
  for (const window of evidence.since) by.comparing.add(window);
  const found = by.comparing.look();
  const { isWorse, canary, baseline, pValue, dispersion, usualRatio } = found;
  const requests = countedOf(check, evidence);
  const outcome = { check, canary, baseline, requests, pValue, dispersion, usualRatio };
  if (isWorse && canary !== null && baseline !== null && by.isMuch(canary, baseline))
    return { ...outcome, state: 'bad', missing: null };
  const needed = requestsNeeded({
    usual: by.usual(found),
    worseBy: by.worseBy,
    baselineTimes: requests.canary > 0 ? requests.baseline / requests.canary : 1,
    alpha,
    dispersion,
  });
  const missing = missingOf(check, evidence, needed, ['canary', 'baseline']);
  return { ...outcome, state: missing ? 'unknown' : 'good', missing };
}

interface LimitedBy {
  readonly limit: number;
  readonly badOf: (sample: Sample) => { readonly requests: number; readonly bad: number };
  readonly valueOf: (samples: readonly Sample[]) => number | null;
}

function limited(check: Check, evidence: Evidence, alpha: number, by: LimitedBy): Outcome {
  const test = new LimitTest(by.limit, alpha);
  for (const window of evidence.since) {
    const counted = window.map(({ canary }) => by.badOf(canary));
    test.add({ requests: sumOf(counted, requestsOf), bad: sumOf(counted, ({ bad }) => bad) });
  }
  const outcome = {
    check,
    canary: by.valueOf(evidence.since.flat().map(({ canary }) => canary)),
    baseline: null,
    requests: countedOf(check, evidence),
    pValue: test.pValue,
    dispersion: null,
    usualRatio: null,
  };
  if (test.isAbove) return { ...outcome, state: 'bad', missing: null };
  const needed = requestsNeeded({
    usual: by.limit,
    worseBy: by.limit,
    baselineTimes: ENDLESS,
    alpha,
    dispersion: 1,
  });
  const missing = missingOf(check, evidence, needed, ['canary']);
  return { ...outcome, state: missing ? 'unknown' : 'good', missing };
}

type Cohort = 'canary' | 'baseline';

function missingOf(
  check: Check,
  evidence: Evidence,
  needed: number,
  cohorts: readonly Cohort[],
): Missing | null {
  const counted = countedOf(check, evidence);
  const what = isOfLatency(check) ? 'latencies' : 'requests';
  const silent = cohorts.find((cohort) => counted[cohort] === 0);
  if (silent) return { what: `${silent}_${what}`, requestsNeeded: null, secondsLeft: null };
  if (counted.canary >= needed) return null;
  const perSecond = counted.canary / (evidence.since.length * evidence.windowSeconds);
  return {
    what: `canary_${what}`,
    requestsNeeded: needed,
    secondsLeft: Math.ceil((needed - counted.canary) / perSecond),
  };
}

/** How many requests a check could look at. */
function countedOf(check: Check, { since }: Evidence): Readonly<Record<Cohort, number>> {
  const sizeOf = isOfLatency(check) ? ({ latency }: Sample) => latency.size : requestsOf;
  const pairs = since.flat();
  return {
    canary: sumOf(pairs, ({ canary }) => sizeOf(canary)),
    baseline: sumOf(pairs, ({ baseline }) => sizeOf(baseline)),
  };
}

function isOfLatency({ kind }: Check): boolean {
  return kind === 'latency' || kind === 'latency_limit';
}

function shareOf(percentile: Percentile): number {
  return percentile / 100;
}

function merged(samples: readonly Sample[]): Distribution {
  const all = new Distribution();
  for (const { latency } of samples) all.merge(latency);
  return all;
}

function requestsOf({ requests }: { readonly requests: number }): number {
  return requests;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function sumOf<T>(list: readonly T[], amount: (item: T) => number): number {
  return list.reduce((sum, item) => sum + amount(item), 0);
}
