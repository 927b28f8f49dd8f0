import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import type { EventType } from '../notification-words.js';
import type { Channel, ChannelQuery } from './channel.dto.js';
import type { StoredTemplate } from './channel.entity.js';

type Dates = 'failingSince' | 'disabledAt' | 'lastSentAt';
type Row = Omit<Channel, Dates | 'changedAt' | 'health' | 'templates'> & {
  readonly [name in Dates]: Date | null;
} & {
  readonly changedAt: Date;
  readonly templates: Partial<Record<EventType, StoredTemplate>>;
};

const FIND = `
  SELECT c.id, CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name) END AS project,
    c.name, c.kind, c.host, c.sealed_secret IS NOT NULL AS "hasSecret", c.recipients, c.language, c.is_enabled AS "isEnabled",
    c.quiet_hours AS "quietHours", c.templates, c.failing_since AS "failingSince", c.disabled_at AS "disabledAt",
    c.last_error AS "lastError", c.last_sent_at AS "lastSentAt", c.revision, c.changed_by_name AS "changedBy",
    c.changed_at AS "changedAt",
    (SELECT count(*)::int FROM notification_deliveries d WHERE d.channel_id = c.id AND d.state = 'waiting') AS waiting
  FROM notification_channels c LEFT JOIN projects p ON p.id = c.project_id
  WHERE c.user_id IS NULL AND ($1::uuid[] IS NULL OR c.project_id = ANY ($1)) AND ($2::uuid IS NULL OR c.id = $2)
    AND ($3::uuid IS NULL OR c.project_id = $3) AND ($4::text IS NULL OR c.kind = $4) AND ($5::uuid IS NULL OR c.id < $5)
  ORDER BY c.id DESC LIMIT $6`;

@Injectable()
export class ChannelListReadModel {
  constructor(private readonly database: Database) {}

  /** `projectIds` undefined: of every project and of none. */
  async list(projectIds: readonly string[] | undefined, query: ChannelQuery): Promise<Page<Channel>> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const { projectId = null, kind = null, limit } = query;
    const rows = await this.find([projectIds ?? null, null, projectId, kind, before ?? null, limit + 1]);
    return toPage(rows, limit, ({ id }) => [id]);
  }

  async get(projectIds: readonly string[] | undefined, id: string): Promise<Channel> {
    const [channel] = await this.find([projectIds ?? null, id, null, null, null, 1]);
    if (!channel) throw notFound('notification channel');
    return channel;
  }

  private async find(values: readonly unknown[]): Promise<readonly Channel[]> {
    const rows = await this.database.reader.query<Row[]>(FIND, [...values]);
    return rows.map((row) => ({
      ...row,
      templates: Object.entries(row.templates).map(([eventType, template]) => ({
        eventType: eventType as EventType,
        ...template,
      })),
      health: healthOf(row),
      failingSince: row.failingSince?.toISOString() ?? null,
      disabledAt: row.disabledAt?.toISOString() ?? null,
      lastSentAt: row.lastSentAt?.toISOString() ?? null,
      changedAt: row.changedAt.toISOString(),
    }));
  }
}

function healthOf({ isEnabled, disabledAt, failingSince }: Row): Channel['health'] {
  if (!isEnabled) return 'off';
  if (disabledAt) return 'disabled';
  return failingSince ? 'failing' : 'good';
}
