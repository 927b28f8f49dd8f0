import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { toDo } from '../todo.js';
import type { CiDelivery, CiDeliveryDetail, CiDeliveryQuery } from './delivery.dto.js';

@Injectable()
export class DeliveriesService {
  list(_actor: Actor, _query: CiDeliveryQuery): Promise<Page<CiDelivery>> {
    return toDo();
  }
  get(_id: string): Promise<CiDeliveryDetail> {
    return toDo();
  }
  replay(_actor: Actor, _id: string): Promise<CiDelivery> {
    return toDo();
  }
}
