import { Module } from '@nestjs/common';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { IdempotencySweeper } from './idempotency-sweeper.js';

@Module({
  providers: [IdempotencyInterceptor, IdempotencyKeysRepository, IdempotencySweeper],
  exports: [IdempotencyInterceptor],
})
export class IdempotencyModule {}
