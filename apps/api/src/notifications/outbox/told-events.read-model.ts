import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import type { ToldEvent } from '../messages/told-event.js';
import { ChangedKeys } from './changed-keys.js';

type Row = Omit<ToldEvent, 'request' | 'changedKeys'> & {
  readonly expiresAt: Date | null;
  readonly environmentId: string | null;
  readonly request: { readonly messageId: string; readonly at: string } | null;
};

/** What tells what became of a request. */
const DECISIONS = `('release.approved', 'release.rejected', 'approval.expired', 'release.cancelled')`;

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('code', ${alias}.code, 'name', ${alias}.name) END`;

const EVENTS = `
  SELECT e.id::text, e.environment_id AS "environmentId", e.message_id AS "messageId", e.type, e.severity, e.at, e.subject, e.data, ${named('p')} AS project,
    ${named('v')} AS environment, (
      SELECT jsonb_build_object('messageId', r.message_id, 'at', r.at) FROM notification_events r
      WHERE e.type IN ${DECISIONS} AND r.release_id = e.release_id AND r.id < e.id AND r.type = 'approval.requested'
      ORDER BY r.id DESC LIMIT 1) AS request,
    CASE WHEN e.type = 'approval.requested' THEN (
      SELECT q.expires_at FROM approval_requests q WHERE q.release_id = e.release_id AND q.opened_at <= e.at
      ORDER BY q.round DESC LIMIT 1) END AS "expiresAt"
  FROM notification_events e LEFT JOIN projects p ON p.id = e.project_id LEFT JOIN environments v ON v.id = e.environment_id
  WHERE e.id = ANY ($1::bigint[]) ORDER BY e.id`;

/** Events with the names of what they are about, as these are now. */
@Injectable()
export class ToldEvents {
  constructor(
    private readonly database: Database,
    private readonly changedKeys: ChangedKeys,
  ) {}

  /** In their order. */
  async of(ids: readonly string[], tx: Tx = this.database.reader): Promise<readonly ToldEvent[]> {
    const rows = await tx.query<Row[]>(EVENTS, [[...ids]]);
    const told: ToldEvent[] = [];
    for (const { request, expiresAt, environmentId, ...event } of rows) {
      const changedKeys = await this.changedKeys.of(tx, environmentId, event.data.changes ?? []);
      const decided = request && { messageId: request.messageId, at: new Date(request.at) };
      const data = expiresAt ? { ...event.data, expiresAt: expiresAt.toISOString() } : event.data;
      told.push({ ...event, data, changedKeys, request: decided });
    }
    return told;
  }
}
