import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { EventData } from '../messages/event-data.js';

export interface ExpiringRequest {
  readonly releaseId: string;
  readonly round: number;
  readonly expiresAt: Date;
  readonly projectId: string;
  readonly environmentId: string;
  readonly number: number;
  readonly title: string;
  /** What its request was told with; null when that is forgotten. */
  readonly requested: EventData | null;
}

@Injectable()
export class ExpiringRequestsRepository {
  /** Requests that still wait and expire in this time, unless that was told already; `what` is the beginning of its key. */
  async find(
    tx: Tx,
    what: string,
    span: { readonly from: Date; readonly to: Date },
  ): Promise<readonly ExpiringRequest[]> {
    return tx.query<ExpiringRequest[]>(
      `SELECT q.release_id AS "releaseId", q.round, q.expires_at AS "expiresAt", r.project_id AS "projectId",
         r.environment_id AS "environmentId", r.number, r.title,
         (SELECT n.data FROM notification_events n WHERE n.release_id = r.id AND n.type = 'approval.requested'
          ORDER BY n.id DESC LIMIT 1) AS requested
       FROM releases r CROSS JOIN LATERAL (
         SELECT * FROM approval_requests a WHERE a.release_id = r.id ORDER BY a.round DESC LIMIT 1) q
       WHERE r.status = 'pending_approval' AND q.expires_at > $2 AND q.expires_at <= $3
         AND NOT EXISTS (SELECT 1 FROM notification_events e WHERE e.once_key = concat($1::text, ' ', q.release_id, ' ', q.round))
       ORDER BY q.expires_at LIMIT 100`,
      [what, span.from, span.to],
    );
  }
}
