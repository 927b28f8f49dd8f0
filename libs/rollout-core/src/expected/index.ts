export {
  expectedTimes,
  type ExpectedSeconds,
  type ExpectedStep,
  type ExpectedTimes,
  type Expecting,
} from './expected-times.js';
export type { NodePace } from './node-pace.js';
