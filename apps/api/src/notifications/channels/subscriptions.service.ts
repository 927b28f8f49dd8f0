import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { SubscriptionList, SubscriptionsRequest } from './subscription.dto.js';

@Injectable()
export class SubscriptionsService {
  get(_actor: Actor, _id: string): Promise<SubscriptionList> {
    throw new Error('to do');
  }
  replace(_actor: Actor, _id: string, _body: SubscriptionsRequest): Promise<SubscriptionList> {
    throw new Error('to do');
  }
}
