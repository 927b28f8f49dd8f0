import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidField } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { ChannelsService } from '../channels/channels.service.js';
import { ChannelTests } from '../sending/channel-tests.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryListReadModel } from './delivery-list.read-model.js';
import type {
  DeliveryPage,
  DeliveryQuery,
  Redelivered,
  RedeliverRequest,
  TestResult,
} from './delivery.dto.js';

const NOTHING_NAMED = {
  en: 'Name deliveries, or since and until.',
  zh: '请写明 deliveries，或同时写明 since 和 until。',
};

/** What was sent to a channel, and sending it again. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly channels: ChannelsService,
    private readonly readModel: DeliveryListReadModel,
    private readonly repository: DeliveriesRepository,
    private readonly tests: ChannelTests,
    private readonly audit: AuditLog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async test(actor: Actor, id: string): Promise<TestResult> {
    await this.channels.get(actor, id);
    return this.tests.test(id);
  }

  async list(actor: Actor, id: string, query: DeliveryQuery): Promise<DeliveryPage> {
    const { language, quietHours } = await this.channels.get(actor, id);
    const timeZone = quietHours?.timeZone ?? 'UTC';
    return this.readModel.list(id, query, { language, timeZone, publicUrl: this.settings.publicUrl });
  }

  async redeliver(actor: Actor, id: string, request: RedeliverRequest): Promise<Redelivered> {
    const { deliveryIds } = request;
    const span = deliveryIds ? undefined : spanOf(request);
    return this.database.transaction(async (tx) => {
      const { name, projectId } = await this.channels.locked(tx, actor, id);
      const at = this.clock.now();
      const waiting = deliveryIds
        ? await this.repository.redeliver(tx, id, deliveryIds, at)
        : span
          ? await this.repository.redeliverFailed(tx, id, span, at)
          : 0;
      await this.record(tx, actor, { id, name, projectId, waiting });
      return { waiting };
    });
  }

  private record(
    tx: Tx,
    actor: Actor,
    about: {
      readonly id: string;
      readonly name: string;
      readonly projectId: string | null;
      readonly waiting: number;
    },
  ): Promise<void> {
    const { id, name, projectId, waiting } = about;
    return this.audit.record(tx, {
      actor,
      action: 'notification_channel.redelivered',
      subject: { type: 'notification_channel', id, name },
      projectId,
      data: { deliveries: waiting },
    });
  }
}

function spanOf({ since, until }: RedeliverRequest): { readonly since: Date; readonly until: Date } {
  if (since === undefined) throw invalidField('since', 'missing', NOTHING_NAMED);
  if (until === undefined) throw invalidField('until', 'missing', NOTHING_NAMED);
  const span = { since: new Date(since), until: new Date(until) };
  if (span.since >= span.until)
    throw invalidField('until', 'not_later', {
      en: 'Must be later than the beginning.',
      zh: '必须晚于开始时间。',
    });
  return span;
}
