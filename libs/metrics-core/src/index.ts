export type { Cell } from './distribution/cell.js';
export {
  Distribution,
  MOST_KINDS_OF_BOUNDS,
  type DistributionData,
  type Estimate,
} from './distribution/distribution.js';
export { ExplicitHistogram, type ExplicitData } from './distribution/explicit-histogram.js';
export {
  ExponentialHistogram,
  FINEST_SCALE,
  type ExponentialData,
} from './distribution/exponential-histogram.js';
export { pack, unpack } from './distribution/packed.js';
export { ASKED_EVERY_SECONDS, judgeAnswers, type Answer } from './judge/answers.js';
export {
  isAsked,
  USUAL_CHECKS,
  type AskedCheck,
  type Check,
  type Judging,
  type JudgingFrom,
  type MeasuredCheck,
  type Missing,
  type Outcome,
  type Percentile,
  type WeightedCheck,
} from './judge/check.js';
export type { Comparing, Comparison } from './judge/comparison.js';
export type { Counted, CountedPair, CountedWindow } from './judge/counted.js';
export { dispersionOf, habitOf, habitWhileJudged, usualRatioOf, type Habit } from './judge/habit.js';
export { ErrorsCompared } from './judge/errors-compared.js';
export { explainOutcome } from './judge/explain-outcome.js';
export { judging } from './judge/judging.js';
export { LatencyCompared } from './judge/latency-compared.js';
export { LimitTest } from './judge/limit-test.js';
export { RateTest } from './judge/rate-test.js';
export { slowRequests } from './judge/slow-requests.js';
export { growthOfCounts, Totals, type Growth, type Reading, type SeriesTotals } from './series/totals.js';
export { verdictOf, type Judged, type StepTimes, type Verdict } from './judge/verdict.js';
export type { Sample, SamplePair, SampleWindow } from './judge/sample.js';
export type { Sentence } from './judge/words.js';
