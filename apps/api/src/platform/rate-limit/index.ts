export { RateLimitModule } from './rate-limit.module.js';
export { RateLimits } from './rate-limits.js';
export { TokenBuckets, type Rate } from './token-buckets.js';
