import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { notFound, type Page } from '../../platform/http/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { bodyGone, conflictingDelivery } from '../ci.errors.js';
import { SEALED_BODIES } from '../sealed-columns.js';
import { CI_WORK } from '../work-channel.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { CiDelivery, CiDeliveryDetail, CiDeliveryQuery } from './delivery.dto.js';
import { DeliveryListReadModel } from './delivery-list.read-model.js';
import { shownBody } from './shown-body.js';

@Injectable()
export class DeliveriesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly box: SecretBox,
    private readonly notifications: PgNotifications,
    private readonly deliveries: DeliveriesRepository,
    private readonly views: DeliveryListReadModel,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('ci-delivery', async (id) => {
      const projectId = await this.deliveries.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }

  list(actor: Actor, query: CiDeliveryQuery): Promise<Page<CiDelivery>> {
    return this.views.list(actor.visibleProjectIds, query);
  }

  async get(id: string): Promise<CiDeliveryDetail> {
    const tx = this.database.reader;
    const row = await this.deliveries.find(tx, id);
    if (!row) throw notFound('call');
    const text =
      row.sealedBody === null ? undefined : this.box.openIfReadable(SEALED_BODIES, [id], row.sealedBody);
    const body = text === undefined ? null : shownBody(JSON.parse(text));
    return { ...(await this.views.get(tx, id)), body };
  }

  replay(actor: Actor, id: string): Promise<CiDelivery> {
    return this.database.transaction(async (tx) => {
      const row = await this.deliveries.lock(tx, id);
      if (!row) throw notFound('call');
      if (row.state === 'conflict') throw conflictingDelivery();
      if (row.sealedBody === null) throw bodyGone();
      if (row.state !== 'waiting') {
        await this.deliveries.settle(tx, id, {
          ...{ state: 'waiting', fate: row.fate, buildId: row.buildId, processedAt: null },
          nextTryAt: this.clock.now(),
          attempts: 0,
        });
        await this.audit.record(tx, {
          ...{ actor, action: 'ci.delivery_replayed', subject: { type: 'ci-delivery', id, name: row.event } },
          projectId: (await this.deliveries.projectOf(tx, id)) ?? null,
        });
        await this.notifications.notify(tx, CI_WORK, '');
      }
      return this.views.get(tx, id);
    });
  }
}
