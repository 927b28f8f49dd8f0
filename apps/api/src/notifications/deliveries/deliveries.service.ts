import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type {
  DeliveryPage,
  DeliveryQuery,
  Redelivered,
  RedeliverRequest,
  TestResult,
} from './delivery.dto.js';

@Injectable()
export class DeliveriesService {
  test(_actor: Actor, _id: string): Promise<TestResult> {
    throw new Error('to do');
  }
  list(_actor: Actor, _id: string, _query: DeliveryQuery): Promise<DeliveryPage> {
    throw new Error('to do');
  }
  redeliver(_actor: Actor, _id: string, _body: RedeliverRequest): Promise<Redelivered> {
    throw new Error('to do');
  }
}
