import { Injectable } from '@nestjs/common';
import type { Text } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import type { StoredTemplate } from '../channels/channel.entity.js';
import type { ChannelKind, EventType, Language, Outcome } from '../notification-words.js';
import type { WeeklyQuiet } from './quiet-hours.js';

/** A channel as far as sending needs it. */
export interface Lane {
  readonly id: string;
  readonly projectId: string | null;
  readonly userId: string | null;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly sealedUrl: string | null;
  readonly sealedSecret: string | null;
  readonly recipients: readonly string[];
  /** Of the person whose own it is; null when they can't sign in any more. */
  readonly email: string | null;
  readonly language: Language;
  readonly quietHours: WeeklyQuiet | null;
  readonly templates: Partial<Record<EventType, StoredTemplate>>;
  readonly failingSince: Date | null;
  readonly refusals: number;
  readonly bucketFullAt: Date | null;
}

export interface Waiting {
  readonly id: string;
  readonly eventId: string;
  readonly attempts: number;
}

/** How a lane stands after something was sent. */
export interface LaneState {
  readonly failingSince: Date | null;
  readonly refusals: number;
  readonly lastError: Text | null;
  readonly lastSentAt: Date | null;
  readonly disabledAt: Date | null;
  readonly notBefore: Date | null;
}

export interface DeliveryState {
  readonly id: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly nextAt: Date;
}

const MOST_AT_ONCE = 50;

/** What happens to a release is told in its order, so that nothing overtakes what is tried again later. */
const READY = `
  d.channel_id = c.id AND d.state = 'waiting' AND d.next_at <= $1 AND NOT EXISTS (
    SELECT 1 FROM notification_deliveries b WHERE b.channel_id = d.channel_id AND b.state = 'waiting'
      AND b.release_id = d.release_id AND b.id < d.id AND b.next_at > $1)`;

const LANE = `
  SELECT c.id, c.project_id AS "projectId", c.user_id AS "userId", c.name, c.kind, c.sealed_url AS "sealedUrl",
    c.sealed_secret AS "sealedSecret", c.recipients, c.language, c.quiet_hours AS "quietHours", c.templates,
    c.failing_since AS "failingSince", c.refusals, c.bucket_full_at AS "bucketFullAt",
    (SELECT u.email FROM users u WHERE u.id = c.user_id AND u.disabled_at IS NULL) AS email
  FROM notification_channels c`;

@Injectable()
export class LanesRepository {
  /** One that has something to send and whom nobody serves; who waited longest comes first. */
  async next(tx: Tx, at: Date): Promise<Lane | undefined> {
    const [lane] = await tx.query<Lane[]>(
      `${LANE} WHERE c.is_enabled AND c.disabled_at IS NULL AND (c.lease_until IS NULL OR c.lease_until <= $1)
         AND (c.not_before IS NULL OR c.not_before <= $1) AND EXISTS (SELECT 1 FROM notification_deliveries d WHERE ${READY})
       ORDER BY c.lease_until NULLS FIRST, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED`,
      [at],
    );
    return lane;
  }

  async lock(tx: Tx, id: string): Promise<Lane | undefined> {
    const [lane] = await tx.query<Lane[]>(`${LANE} WHERE c.id = $1 FOR UPDATE OF c`, [id]);
    return lane;
  }

  async ready(tx: Tx, laneId: string, at: Date): Promise<readonly Waiting[]> {
    return tx.query<Waiting[]>(
      `SELECT d.id::text, d.event_id::text AS "eventId", d.attempts
       FROM notification_channels c JOIN notification_deliveries d ON ${READY}
       WHERE c.id = $2 ORDER BY d.id LIMIT ${MOST_AT_ONCE}`,
      [at, laneId],
    );
  }

  async postpone(tx: Tx, laneId: string, notBefore: Date): Promise<void> {
    await tx.query('UPDATE notification_channels SET not_before = $2 WHERE id = $1', [laneId, notBefore]);
  }

  async takeToken(tx: Tx, laneId: string, bucketFullAt: Date): Promise<void> {
    await tx.query('UPDATE notification_channels SET bucket_full_at = $2 WHERE id = $1', [
      laneId,
      bucketFullAt,
    ]);
  }

  async lease(tx: Tx, laneId: string, leaseId: string, until: Date): Promise<void> {
    await tx.query('UPDATE notification_channels SET lease_id = $2, lease_until = $3 WHERE id = $1', [
      laneId,
      leaseId,
      until,
    ]);
  }

  /** Whoever comes too late, after the lease was over, changes nothing of the lane. */
  async release(tx: Tx, laneId: string, leaseId: string, at: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      'UPDATE notification_channels SET lease_id = NULL, lease_until = $3 WHERE id = $1 AND lease_id = $2',
      [laneId, leaseId, at],
    );
    return count === 1;
  }

  async saveState(tx: Tx, laneId: string, state: LaneState): Promise<void> {
    await tx.query(
      `UPDATE notification_channels SET failing_since = $2, refusals = $3, last_error = $4::jsonb,
         last_sent_at = coalesce($5, last_sent_at), disabled_at = $6, not_before = $7 WHERE id = $1`,
      [
        laneId,
        state.failingSince,
        state.refusals,
        state.lastError && JSON.stringify(state.lastError),
        state.lastSentAt,
        state.disabledAt,
        state.notBefore,
      ],
    );
  }

  /** What was sent meanwhile by somebody else stays sent. */
  async saveDeliveries(
    tx: Tx,
    deliveries: readonly DeliveryState[],
    said: { readonly at: Date; readonly status: number | null; readonly answer: string },
  ): Promise<void> {
    const [first] = deliveries;
    const mergedWith = deliveries.length > 1 ? first?.id : null;
    await tx.query(
      `UPDATE notification_deliveries d SET state = q.state, next_at = q."nextAt", attempts = d.attempts + 1, last_status = $3,
         last_answer = $4, finished_at = CASE WHEN q.state <> 'waiting' THEN $2::timestamptz END, merged_with = $5
       FROM jsonb_to_recordset($1::jsonb) AS q(id bigint, state text, "nextAt" timestamptz)
       WHERE d.id = q.id AND d.state = 'waiting'`,
      [JSON.stringify(deliveries), said.at, said.status, said.answer, mergedWith],
    );
  }

  async addAttempts(
    tx: Tx,
    deliveryIds: readonly string[],
    attempt: {
      readonly at: Date;
      readonly durationMs: number;
      readonly outcome: Outcome;
      readonly status: number | null;
      readonly answer: string;
      readonly why: Text | null;
    },
  ): Promise<void> {
    const { at, durationMs, outcome, status, answer, why } = attempt;
    await tx.query(
      `INSERT INTO notification_attempts (delivery_id, at, duration_ms, outcome, status, answer, why)
       SELECT d.id, $2, $3, $4, $5, $6, $7::jsonb FROM notification_deliveries d WHERE d.id = ANY ($1::bigint[])`,
      [deliveryIds, at, durationMs, outcome, status, answer, why && JSON.stringify(why)],
    );
  }

  /** The other side is back, so that nobody waits for their next turn. */
  async bringForward(tx: Tx, laneId: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries SET next_at = $2
       WHERE channel_id = $1 AND state = 'waiting' AND attempts > 0 AND next_at > $2`,
      [laneId, at],
    );
  }
}
