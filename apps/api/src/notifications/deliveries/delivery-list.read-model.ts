import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, toPage } from '../../platform/http/index.js';
import { ownMessage } from '../messages/own-message.js';
import type { Reading, ToldEvent } from '../messages/told-event.js';
import type { DeliveryState } from '../notification-words.js';
import { ToldEvents } from '../outbox/told-events.read-model.js';
import type { Attempt, Delivery, DeliveryPage, DeliveryQuery } from './delivery.dto.js';

interface Row {
  readonly id: string;
  readonly eventId: string;
  readonly state: DeliveryState;
  readonly createdAt: Date;
  readonly nextAt: Date;
  readonly finishedAt: Date | null;
  readonly mergedWith: string | null;
  readonly why: Delivery['why'];
  readonly attempts: readonly (Omit<Attempt, 'at'> & { readonly at: string })[];
}

const LIST = `
  SELECT d.id::text, d.event_id::text AS "eventId", d.state, d.created_at AS "createdAt", greatest(d.next_at, d.held_until) AS "nextAt",
    d.finished_at AS "finishedAt", d.why, d.merged_with::text AS "mergedWith", COALESCE((
      SELECT jsonb_agg(jsonb_build_object('at', a.at, 'durationMs', a.duration_ms, 'outcome', a.outcome, 'status', a.status,
        'answer', a.answer, 'why', a.why) ORDER BY a.id DESC)
      FROM (SELECT * FROM notification_attempts t WHERE t.delivery_id = d.id ORDER BY t.id DESC LIMIT 20) a), '[]') AS attempts
  FROM notification_deliveries d JOIN notification_events e ON e.id = d.event_id
  WHERE d.channel_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR e.type = $3)
    AND ($4::bigint IS NULL OR d.id < $4)
  ORDER BY d.id DESC LIMIT $5`;

@Injectable()
export class DeliveryListReadModel {
  constructor(
    private readonly database: Database,
    private readonly events: ToldEvents,
  ) {}

  async list(channelId: string, query: DeliveryQuery, reading: Reading): Promise<DeliveryPage> {
    const { state = null, eventType = null, cursor, limit } = query;
    const [before] = decodeCursor(cursor, ['count']) ?? [];
    const rows = await this.database.reader.query<Row[]>(LIST, [
      channelId,
      state,
      eventType,
      before ?? null,
      limit + 1,
    ]);
    const page = toPage(rows, limit, ({ id }) => [Number(id)]);
    const told = await this.events.of([...new Set(page.items.map(({ eventId }) => eventId))]);
    const byId = new Map(told.map((event) => [event.id, event]));
    return {
      ...page,
      items: page.items.flatMap((row) => {
        const event = byId.get(row.eventId);
        return event ? [viewOf(row, event, reading)] : [];
      }),
    };
  }
}

function viewOf(row: Row, event: ToldEvent, reading: Reading): Delivery {
  const { id, state, createdAt, nextAt, finishedAt, mergedWith, why, attempts } = row;
  return {
    id,
    event: {
      id: event.id,
      type: event.type as Delivery['event']['type'],
      severity: event.severity,
      at: event.at.toISOString(),
      title: ownMessage(event, undefined, reading).title,
    },
    state,
    createdAt: createdAt.toISOString(),
    nextAt: state === 'waiting' ? nextAt.toISOString() : null,
    finishedAt: finishedAt?.toISOString() ?? null,
    mergedWith: mergedWith === id ? null : mergedWith,
    why,
    attempts: attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() })),
  };
}
