import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { EventData } from '../messages/event-data.js';
import type { EventType, Severity } from '../notification-words.js';

export interface EventSubject {
  readonly type: 'release' | 'alert' | 'emergency_stop' | 'channel';
  readonly id: string;
  /** What people call it by, where it has one. */
  readonly number?: number;
  readonly title?: string;
}

/** Something to be told of, as it was when it happened. */
export interface OutgoingEvent {
  readonly type: EventType;
  readonly severity: Severity;
  /** Null: it is about all projects. */
  readonly projectId: string | null;
  /** Null: it is about all environments. */
  readonly environmentId: string | null;
  readonly subject: EventSubject;
  /** What happens to one release is told in its order. */
  readonly releaseId: string | null;
  /** What the message says; plain JSON, never a secret. */
  readonly data: EventData;
  readonly at: Date;
  /** Told once, however often it is noticed. */
  readonly onceKey?: string;
}

/** What is to be told, written in the very transaction in which it happens. */
@Injectable()
export class Outbox {
  async add(tx: Tx, event: OutgoingEvent): Promise<void> {
    await tx.query(
      `INSERT INTO notification_events (type, severity, project_id, environment_id, release_id, subject, data, once_key, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (once_key) DO NOTHING`,
      [
        event.type,
        event.severity,
        event.projectId,
        event.environmentId,
        event.releaseId,
        event.subject,
        event.data,
        event.onceKey ?? null,
        event.at,
      ],
    );
  }
}
