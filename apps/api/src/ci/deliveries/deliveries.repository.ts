import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { cutText } from '../../platform/http/index.js';
import { otherCallFirst } from '../ci-sentences.js';
import { CiDeliveryEntity } from './ci-delivery.entity.js';

export type NewDelivery = Pick<
  CiDeliveryEntity,
  | 'id'
  | 'sourceId'
  | 'event'
  | 'dedupeKey'
  | 'bodySha256'
  | 'sizeBytes'
  | 'sealedBody'
  | 'receivedAt'
  /** Known already of what can not be read: such a call has failed. */
  | 'fate'
>;

export interface ClaimedDelivery {
  readonly id: string;
  readonly sourceId: string;
  readonly event: string;
  readonly sealedBody: string | null;
  readonly attempts: number;
  readonly receivedAt: Date;
}

export type Outcome = Pick<CiDeliveryEntity, 'state' | 'fate' | 'buildId' | 'nextTryAt' | 'processedAt'> &
  Partial<Pick<CiDeliveryEntity, 'attempts'>>;

const LONGEST_FATE = 1_000;

const COLUMNS = `
  unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::timestamptz[], $9::jsonb[])
  AS n (id, source_id, event, dedupe_key, body_sha256, size_bytes, sealed_body, received_at, fate)`;

/** In one order, so that two replicas that get the same calls do not wait for each other. */
const INSERT_FIRST = `
  INSERT INTO ci_deliveries (id, source_id, event, dedupe_key, body_sha256, size_bytes, sealed_body, received_at, fate, state, next_try_at, processed_at)
  SELECT n.*, CASE WHEN n.fate IS NULL THEN 'waiting' ELSE 'failed' END, CASE WHEN n.fate IS NULL THEN n.received_at END,
    CASE WHEN n.fate IS NOT NULL THEN n.received_at END
  FROM ${COLUMNS} ORDER BY n.source_id, n.dedupe_key, n.id
  ON CONFLICT (source_id, dedupe_key) WHERE state <> 'conflict' DO NOTHING RETURNING id`;

/** What came with the id of another call and says something else: kept to be seen. */
const INSERT_OTHERS = `
  INSERT INTO ci_deliveries (id, source_id, event, dedupe_key, body_sha256, size_bytes, sealed_body, received_at, state, fate, processed_at)
  SELECT n.id, n.source_id, n.event, n.dedupe_key, n.body_sha256, n.size_bytes, n.sealed_body, n.received_at, 'conflict', $10::jsonb, n.received_at
  FROM ${COLUMNS}
  JOIN ci_deliveries d ON d.source_id = n.source_id AND d.dedupe_key = n.dedupe_key AND d.state <> 'conflict'
  WHERE d.body_sha256 <> n.body_sha256 ORDER BY n.source_id, n.dedupe_key, n.body_sha256, n.id
  ON CONFLICT (source_id, dedupe_key, body_sha256) WHERE state = 'conflict' DO NOTHING`;

const COUNT_AGAIN = `
  UPDATE ci_deliveries d SET duplicates = d.duplicates + n.count
  FROM (SELECT source_id, dedupe_key, count(*)::integer AS count FROM ${COLUMNS} GROUP BY 1, 2) n
  WHERE d.source_id = n.source_id AND d.dedupe_key = n.dedupe_key AND d.state <> 'conflict'`;

const CLAIM = `
  UPDATE ci_deliveries SET attempts = attempts + 1, next_try_at = $1::timestamptz + interval '60 seconds'
  WHERE id IN (SELECT id FROM ci_deliveries WHERE state = 'waiting' AND next_try_at <= $1
    ORDER BY next_try_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, source_id AS "sourceId", event, sealed_body AS "sealedBody", attempts, received_at AS "receivedAt"`;

@Injectable()
export class DeliveriesRepository {
  /** Ids of those that came for the first time. */
  async keep(tx: Tx, deliveries: readonly NewDelivery[]): Promise<ReadonlySet<string>> {
    const kept = await tx.query<{ id: string }[]>(INSERT_FIRST, columnsOf(deliveries));
    const first = new Set(kept.map(({ id }) => id));
    const again = deliveries.filter(({ id }) => !first.has(id));
    if (again.length > 0) {
      await tx.query(COUNT_AGAIN, columnsOf(again));
      await tx.query(INSERT_OTHERS, [...columnsOf(again), JSON.stringify(otherCallFirst())]);
    }
    return first;
  }

  /** Whoever ends before it is done leaves them to others after a minute. */
  async claim(tx: Tx, now: Date, most: number): Promise<readonly ClaimedDelivery[]> {
    const [rows] = await tx.query<[ClaimedDelivery[], number]>(CLAIM, [now, most]);
    return rows;
  }

  async settle(tx: Tx, id: string, outcome: Outcome): Promise<void> {
    const fate = outcome.fate && cutText(outcome.fate, LONGEST_FATE);
    await tx.update(CiDeliveryEntity, { id }, { ...outcome, fate });
  }

  async lock(tx: Tx, id: string): Promise<CiDeliveryEntity | null> {
    return tx.findOne(CiDeliveryEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async find(tx: Tx, id: string): Promise<CiDeliveryEntity | null> {
    return tx.findOneBy(CiDeliveryEntity, { id });
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const rows = await tx.query<{ projectId: string }[]>(
      'SELECT s.project_id AS "projectId" FROM ci_deliveries d JOIN ci_sources s ON s.id = d.source_id WHERE d.id = $1',
      [id],
    );
    return rows[0]?.projectId;
  }

  /** Bodies first, and much later the rows that tell a repeated call from a new one. */
  async forget(tx: Tx, bodiesBefore: Date, rowsBefore: Date): Promise<void> {
    await tx.query(
      `UPDATE ci_deliveries SET sealed_body = NULL WHERE sealed_body IS NOT NULL AND received_at < $1 AND state <> 'waiting'`,
      [bodiesBefore],
    );
    await tx.query(`DELETE FROM ci_deliveries WHERE received_at < $1 AND state <> 'waiting'`, [rowsBefore]);
  }
}

function columnsOf(deliveries: readonly NewDelivery[]): readonly unknown[][] {
  return [
    deliveries.map(({ id }) => id),
    deliveries.map(({ sourceId }) => sourceId),
    deliveries.map(({ event }) => event),
    deliveries.map(({ dedupeKey }) => dedupeKey),
    deliveries.map(({ bodySha256 }) => bodySha256),
    deliveries.map(({ sizeBytes }) => sizeBytes),
    deliveries.map(({ sealedBody }) => sealedBody),
    deliveries.map(({ receivedAt }) => receivedAt),
    deliveries.map(({ fate }) => fate && JSON.stringify(fate)),
  ];
}
