import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { EventData } from '../messages/event-data.js';
import { type ExpiringRequest, ExpiringRequestsRepository } from './expiring-requests.repository.js';
import { Outbox } from './outbox.repository.js';

const HOUR_MS = 3_600_000;

/** Nobody does anything when a request expires, so it is looked for. */
@Injectable()
export class ExpiringRequests {
  constructor(
    private readonly database: Database,
    private readonly repository: ExpiringRequestsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @param now milliseconds since 1970 */
  async look(now: number): Promise<void> {
    await this.tell('approval.expiring', now, { from: new Date(now), to: new Date(now + HOUR_MS) });
    await this.tell('approval.expired', now, { from: new Date(now - 24 * HOUR_MS), to: new Date(now) });
  }

  private async tell(
    type: 'approval.expiring' | 'approval.expired',
    now: number,
    span: { readonly from: Date; readonly to: Date },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const request of await this.repository.find(tx, type, span)) {
        const { releaseId, round, projectId, environmentId, number, title } = request;
        await this.outbox.add(tx, {
          type,
          severity: 'warning',
          projectId,
          environmentId,
          subject: { type: 'release', id: releaseId, number, title },
          releaseId,
          data: { ...planOf(request), expiresAt: request.expiresAt.toISOString() },
          at: new Date(now),
          onceKey: `${type} ${releaseId} ${round}`,
        });
      }
    });
  }
}

/** Not who asked for it and why: that was said with the request. */
function planOf({ requested }: ExpiringRequest): EventData {
  const { changes, nodes, strategy } = requested ?? {};
  return { ...(changes ? { changes } : {}), nodes: nodes ?? null, strategy: strategy ?? null };
}
