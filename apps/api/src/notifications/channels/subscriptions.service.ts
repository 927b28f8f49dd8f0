import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { ChannelsService } from './channels.service.js';
import { NewSubscriptions } from './new-subscriptions.js';
import type { SubscriptionList, SubscriptionsRequest } from './subscription.dto.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** What a channel hears of. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelsService,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly reading: NewSubscriptions,
    private readonly audit: AuditLog,
  ) {}

  async get(actor: Actor, id: string): Promise<SubscriptionList> {
    await this.channels.get(actor, id);
    return { items: await this.subscriptions.of(this.database.reader, id) };
  }

  async replace(actor: Actor, id: string, { items }: SubscriptionsRequest): Promise<SubscriptionList> {
    await this.database.transaction(async (tx) => {
      const { projectId, name } = await this.channels.locked(tx, actor, id);
      const mayHear = (other: string): boolean => projectId === null || projectId === other;
      const subscriptions = await this.reading.read(tx, 'items', items, mayHear);
      await this.subscriptions.replace(tx, id, subscriptions);
      await this.audit.record(tx, {
        actor,
        action: 'notification_channel.subscribed',
        subject: { type: 'notification_channel', id, name },
        projectId,
        data: { to: subscriptions },
      });
    });
    return this.get(actor, id);
  }
}
