import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { AlertChange } from './reconcile.js';
import type { AlertNews, StoredAlert } from './stored-alert.js';

/** One number for all who change rules or what they found, so that rows of news are seen in the order of their ids. */
const LOCK = 7_201_861;
/** And one for whoever looks at what the rules watch. */
const TURN = 7_201_862;

const millis = (column: string, name: string): string =>
  `(extract(epoch FROM a.${column}) * 1000)::float8 AS "${name}"`;

const OPEN = `
  SELECT a.id, a.rule_id AS "ruleId", a.rule_name AS "ruleName", a.severity, a.condition, a.project_id AS "projectId",
    a.environment_id AS "environmentId", a.release_id AS "releaseId", a.bin_id AS "binId", a.state, ${millis('since', 'since')},
    ${millis('fired_at', 'firedAt')}, ${millis('calm_since', 'calmSince')}, ${millis('stale_since', 'staleSince')},
    ${millis('resolved_at', 'resolvedAt')}, a.ending, a.value, a.last_value AS "lastValue", a.facts,
    ${millis('fired_told_at', 'firedToldAt')}, ${millis('silenced_since', 'silencedSince')}
  FROM alerts a WHERE a.state <> 'resolved' AND ($1::uuid IS NULL OR a.rule_id = $1) ORDER BY a.id`;

/** Who took an alert on is written by others, and never here. */
const SAVE = `
  INSERT INTO alerts (id, rule_id, rule_name, severity, condition, project_id, environment_id, release_id, bin_id, state, since, fired_at,
    calm_since, stale_since, resolved_at, ending, value, last_value, facts, fired_told_at, silenced_since)
  SELECT q.id, q."ruleId", q."ruleName", q.severity, q.condition, q."projectId", q."environmentId", q."releaseId", q."binId", q.state,
    to_timestamp(q.since / 1000), to_timestamp(q."firedAt" / 1000), to_timestamp(q."calmSince" / 1000),
    to_timestamp(q."staleSince" / 1000), to_timestamp(q."resolvedAt" / 1000), q.ending, q.value, q."lastValue", q.facts,
    to_timestamp(q."firedToldAt" / 1000), to_timestamp(q."silencedSince" / 1000)
  FROM jsonb_to_recordset($1::jsonb) AS q(id uuid, "ruleId" uuid, "ruleName" text, severity text, condition jsonb, "projectId" uuid,
    "environmentId" uuid, "releaseId" uuid, "binId" uuid, state text, since float8, "firedAt" float8, "calmSince" float8,
    "staleSince" float8, "resolvedAt" float8, ending text, value float8, "lastValue" float8, facts jsonb, "firedToldAt" float8,
    "silencedSince" float8)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since, fired_at = excluded.fired_at,
    calm_since = excluded.calm_since, stale_since = excluded.stale_since, resolved_at = excluded.resolved_at,
    ending = excluded.ending, value = excluded.value, last_value = excluded.last_value, facts = excluded.facts,
    fired_told_at = excluded.fired_told_at, silenced_since = excluded.silenced_since`;

const TELL = `
  INSERT INTO alert_events (alert_id, kind, at, value)
  SELECT q."alertId", q.kind, $2, q.value
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("alertId" uuid, kind text, value float8)) WITH ORDINALITY AS q("alertId", kind, value, place)
  ORDER BY q.place`;

interface Acknowledging {
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
  readonly comment: string | null;
}

@Injectable()
export class AlertsRepository {
  /** Waits until nobody else changes alerts. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  }

  /** False when another process looks. People who change rules are waited for, as there may always be some. */
  async takeTurn(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ isMine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS "isMine"', [
      TURN,
    ]);
    if (row?.isMine !== true) return false;
    await this.lock(tx);
    return true;
  }

  /** Those that are not over, of one rule or of all. The caller holds the lock. */
  async open(tx: Tx, ruleId: string | null = null): Promise<readonly StoredAlert[]> {
    return tx.query<StoredAlert[]>(OPEN, [ruleId]);
  }

  /** Writes what changes, and the news of it in the same breath; answers the news. */
  async apply(tx: Tx, changes: readonly AlertChange[], at: Date): Promise<readonly AlertNews[]> {
    const dropped = changes.flatMap(({ id, alert }) => (alert === undefined && id !== undefined ? [id] : []));
    if (dropped.length > 0) await tx.query('DELETE FROM alerts WHERE id = ANY ($1::uuid[])', [dropped]);
    const kept = changes.filter(({ alert }) => alert !== undefined);
    if (kept.length === 0) return [];
    const fresh = await this.newIds(tx, kept.filter(({ id }) => id === undefined).length);
    const saved = kept.map(({ id, alert, tells }) => ({ ...alert, id: id ?? fresh.shift() ?? '', tells }));
    await tx.query(SAVE, [JSON.stringify(saved)]);
    const news = saved.flatMap(({ id, tells, value = null }): readonly AlertNews[] =>
      tells ? [{ alertId: id, kind: tells, value }] : [],
    );
    if (news.length > 0) await tx.query(TELL, [JSON.stringify(news), at]);
    return news;
  }

  /** Undefined when it does not fire. */
  async acknowledge(
    tx: Tx,
    id: string,
    { byId, byName, at, comment }: Acknowledging,
  ): Promise<{ readonly projectId: string; readonly ruleName: string } | undefined> {
    const [rows] = await tx.query<[{ projectId: string; ruleName: string }[], number]>(
      `UPDATE alerts SET acknowledged_by_id = $2, acknowledged_by_name = $3, acknowledged_at = $4, acknowledge_comment = $5
       WHERE id = $1 AND state = 'firing' RETURNING project_id AS "projectId", rule_name AS "ruleName"`,
      [id, byId, byName, at, comment],
    );
    return rows[0];
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const [row] = await tx.query<{ projectId: string }[]>(
      'SELECT project_id AS "projectId" FROM alerts WHERE id::text = lower($1)',
      [id],
    );
    return row?.projectId;
  }

  async forgetBefore(tx: Tx, before: Date): Promise<void> {
    await tx.query('DELETE FROM alerts WHERE resolved_at < $1', [before]);
    await tx.query('DELETE FROM alert_silences WHERE ends_at < $1', [before]);
  }

  private async newIds(tx: Tx, count: number): Promise<string[]> {
    if (count === 0) return [];
    const rows = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id FROM generate_series(1, $1::int)', [
      count,
    ]);
    return rows.map(({ id }) => id);
  }
}
