export { IdempotencyInterceptor } from './idempotency.interceptor.js';
export { IdempotencyKeyEntity } from './idempotency-key.entity.js';
export { IdempotencyModule } from './idempotency.module.js';
