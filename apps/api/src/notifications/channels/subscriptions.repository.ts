import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { EventType, Severity } from '../notification-words.js';
import type { Subscription } from './subscription.dto.js';

export interface NewSubscription {
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly eventTypes: readonly EventType[];
  readonly leastSeverity: Severity;
}

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('id', ${alias}.id, 'code', ${alias}.code, 'name', ${alias}.name) END`;

const OF_CHANNEL = `
  SELECT ${named('p')} AS project, ${named('e')} AS environment, s.event_types AS "eventTypes", s.least_severity AS "leastSeverity"
  FROM notification_subscriptions s LEFT JOIN projects p ON p.id = s.project_id LEFT JOIN environments e ON e.id = s.environment_id
  WHERE s.channel_id = $1 ORDER BY s.place`;

@Injectable()
export class SubscriptionsRepository {
  async of(tx: Tx, channelId: string): Promise<readonly Subscription[]> {
    return tx.query<Subscription[]>(OF_CHANNEL, [channelId]);
  }

  async replace(tx: Tx, channelId: string, subscriptions: readonly NewSubscription[]): Promise<void> {
    await tx.query('DELETE FROM notification_subscriptions WHERE channel_id = $1', [channelId]);
    for (const [place, { projectId, environmentId, eventTypes, leastSeverity }] of subscriptions.entries())
      await tx.query(
        `INSERT INTO notification_subscriptions (channel_id, place, project_id, environment_id, event_types, least_severity)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [channelId, place, projectId, environmentId, eventTypes, leastSeverity],
      );
  }

  /** Of which project each environment is. */
  async projectsOf(tx: Tx, environmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ id: string; projectId: string }[]>(
      'SELECT id, project_id AS "projectId" FROM environments WHERE id = ANY ($1::uuid[])',
      [environmentIds],
    );
    return new Map(rows.map(({ id, projectId }) => [id, projectId]));
  }

  async knownProjects(tx: Tx, projectIds: readonly string[]): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>('SELECT id FROM projects WHERE id = ANY ($1::uuid[])', [
      projectIds,
    ]);
    return rows.map(({ id }) => id);
  }
}
