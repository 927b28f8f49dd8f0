export { RateLimitModule } from './rate-limit.module.js';
export { RateLimits } from './rate-limits.js';
