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
export { RateTest, type Counted, type CountedPair } from './judge/rate-test.js';
