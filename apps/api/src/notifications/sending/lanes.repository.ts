import { Injectable } from '@nestjs/common';
import type { Text } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import type { StoredTemplate } from '../channels/channel.entity.js';
import { accountDisabled, mayNotSee } from '../notification-sentences.js';
import type { ChannelKind, EventType, Language, Outcome, Severity } from '../notification-words.js';
import { MAY_HEAR } from '../personal/may-hear.js';
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
  readonly bucketFullAt: Date | null;
  /** The other side asked to be left alone until then. */
  readonly askedUntil: Date | null;
  /** Of its settings. */
  readonly revision: number;
}

export interface Waiting {
  readonly id: string;
  readonly eventId: string;
  /** What happens to it is told in its order. */
  readonly about: string;
  readonly attempts: number;
  readonly firstFailedAt: Date | null;
  /** It is not taken while others are. */
  readonly isOwnFault: boolean;
}

/** How a lane stands when a message comes back, which may be other than when it went out. */
export interface LaneNow {
  readonly revision: number;
  readonly failingSince: Date | null;
  readonly refusals: number;
  readonly lastSentAt: Date | null;
}

/** How a lane stands after something was sent. */
export interface LaneState {
  readonly failingSince: Date | null;
  readonly refusals: number;
  readonly lastError: Text | null;
  readonly lastSentAt: Date | null;
  readonly disabledAt: Date | null;
  readonly notBefore: Date | null;
  readonly askedUntil: Date | null;
}

export interface DeliveryState {
  readonly id: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly nextAt: Date;
  readonly isOwnFault: boolean;
}

const MOST_AT_ONCE = 50;

const isHeld = (alias: string): string => `coalesce(${alias}.held_until > $1, false)`;
const HELD = isHeld('d');

/**
 * What happens to a release, or to whatever else, is told in its order, so that nothing overtakes what is tried again later.
 * What waits for the end of quiet hours goes with what comes after it and does not wait.
 */
const READY = `
  d.channel_id = c.id AND d.state = 'waiting' AND d.next_at <= $1 AND NOT EXISTS (
    SELECT 1 FROM notification_deliveries b WHERE b.channel_id = d.channel_id AND b.state = 'waiting'
      AND b.about = d.about AND b.id < d.id AND b.next_at > $1)
  AND (NOT ${HELD} OR EXISTS (
    SELECT 1 FROM notification_deliveries l WHERE l.channel_id = d.channel_id AND l.state = 'waiting'
      AND l.about = d.about AND l.id > d.id AND l.next_at <= $1 AND NOT ${isHeld('l')}))`;

/** Whether it was not taken before, or must come after what was not. */
const TRIED = `EXISTS (
  SELECT 1 FROM notification_deliveries t WHERE t.channel_id = d.channel_id AND t.state = 'waiting'
    AND t.about = d.about AND t.id <= d.id AND t.attempts > 0)`;

const LANE = `
  SELECT c.id, c.project_id AS "projectId", c.user_id AS "userId", c.name, c.kind, c.sealed_url AS "sealedUrl",
    c.sealed_secret AS "sealedSecret", c.recipients, c.language, c.quiet_hours AS "quietHours", c.templates,
    c.failing_since AS "failingSince", c.bucket_full_at AS "bucketFullAt", c.asked_until AS "askedUntil", c.revision,
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

  /** Rights may have ended since it was said who hears of what. */
  async endUnseen(tx: Tx, laneId: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries d SET state = 'failed', finished_at = $2,
         why = CASE WHEN u.disabled_at IS NULL THEN $3::jsonb ELSE $4::jsonb END
       FROM notification_events e, notification_channels c JOIN users u ON u.id = c.user_id
       WHERE c.id = $1 AND d.channel_id = c.id AND d.state = 'waiting' AND d.next_at <= $2 AND e.id = d.event_id
         AND NOT ${MAY_HEAR}`,
      [laneId, at, JSON.stringify(mayNotSee()), JSON.stringify(accountDisabled())],
    );
  }

  /** Whatever comes up in quiet hours and is not of those that are told waits for their end. */
  async hold(tx: Tx, laneId: string, at: Date, until: Date, told: readonly Severity[]): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries d SET held_until = $3 FROM notification_events e
       WHERE d.channel_id = $2 AND d.state = 'waiting' AND d.next_at <= $1 AND NOT ${HELD}
         AND e.id = d.event_id AND e.severity <> ALL ($4::text[])`,
      [at, laneId, until, told],
    );
  }

  /** In the order in which it is to be sent. While nothing is taken, what has not been tried yet finds out the soonest. */
  async ready(tx: Tx, { id, failingSince }: Lane, at: Date): Promise<readonly Waiting[]> {
    return tx.query<Waiting[]>(
      `SELECT d.id::text, d.event_id::text AS "eventId", d.about, d.attempts, d.first_failed_at AS "firstFailedAt",
         d.is_own_fault AS "isOwnFault"
       FROM notification_channels c JOIN notification_deliveries d ON ${READY}
       WHERE c.id = $2 ORDER BY $3 AND ${TRIED}, d.id LIMIT ${MOST_AT_ONCE}`,
      [at, id, failingSince !== null],
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

  /** Whoever comes too late, after the lease was over, changes nothing of the lane and gets undefined. */
  async release(tx: Tx, laneId: string, leaseId: string, at: Date): Promise<LaneNow | undefined> {
    const [[now]] = await tx.query<[LaneNow[], number]>(
      `UPDATE notification_channels SET lease_id = NULL, lease_until = $3 WHERE id = $1 AND lease_id = $2
       RETURNING revision, failing_since AS "failingSince", refusals, last_sent_at AS "lastSentAt"`,
      [laneId, leaseId, at],
    );
    return now;
  }

  async saveState(tx: Tx, laneId: string, state: LaneState): Promise<void> {
    await tx.query(
      `UPDATE notification_channels SET failing_since = $2, refusals = $3, last_error = $4::jsonb,
         last_sent_at = coalesce($5, last_sent_at), disabled_at = $6, not_before = $7, asked_until = $8
       WHERE id = $1`,
      [
        laneId,
        state.failingSince,
        state.refusals,
        state.lastError && JSON.stringify(state.lastError),
        state.lastSentAt,
        state.disabledAt,
        state.notBefore,
        state.askedUntil,
      ],
    );
  }

  /** A test was told so. */
  async leaveAlone(tx: Tx, laneId: string, until: Date): Promise<void> {
    await tx.query(
      'UPDATE notification_channels SET not_before = greatest(not_before, $2), asked_until = $2 WHERE id = $1',
      [laneId, until],
    );
  }

  /** What was sent meanwhile by somebody else stays sent, and what was given up meanwhile was sent all the same. */
  async saveDeliveries(
    tx: Tx,
    deliveries: readonly DeliveryState[],
    said: { readonly at: Date; readonly status: number | null; readonly answer: string },
  ): Promise<void> {
    const [first] = deliveries;
    const mergedWith = deliveries.length > 1 ? first?.id : null;
    await tx.query(
      `UPDATE notification_deliveries d SET state = q.state, next_at = q."nextAt", attempts = d.attempts + 1, last_status = $3,
         last_answer = $4, finished_at = CASE WHEN q.state <> 'waiting' THEN $2::timestamptz END, merged_with = $5,
         first_failed_at = CASE WHEN q.state = 'sent' THEN d.first_failed_at ELSE coalesce(d.first_failed_at, $2) END,
         is_own_fault = q."isOwnFault", why = NULL
       FROM jsonb_to_recordset($1::jsonb) AS q(id bigint, state text, "nextAt" timestamptz, "isOwnFault" boolean)
       WHERE d.id = q.id AND (d.state = 'waiting' OR d.state = 'failed' AND q.state = 'sent')`,
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

  /** The other side is back, so that whatever failed while nothing was taken does not wait for its next turn; once. */
  async bringForward(tx: Tx, laneId: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries SET next_at = $2
       WHERE channel_id = $1 AND state = 'waiting' AND attempts > 0 AND NOT is_own_fault AND next_at > $2`,
      [laneId, at],
    );
  }
}
