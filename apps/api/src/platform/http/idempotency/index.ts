export { IdempotencyInterceptor } from './idempotency.interceptor.js';
export { IDEMPOTENT_ANSWERS, IdempotencyKeyEntity } from './idempotency-key.entity.js';
export { IdempotencyModule } from './idempotency.module.js';
