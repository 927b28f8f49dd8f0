import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { TestResult } from '../deliveries/delivery.dto.js';
import type { ChangedMyNotifications, MyNotifications } from './my-notifications.dto.js';

@Injectable()
export class MyNotificationsService {
  get(_actor: Actor): Promise<MyNotifications> {
    throw new Error('to do');
  }
  replace(_actor: Actor, _body: ChangedMyNotifications): Promise<MyNotifications> {
    throw new Error('to do');
  }
  test(_actor: Actor): Promise<TestResult> {
    throw new Error('to do');
  }
}
