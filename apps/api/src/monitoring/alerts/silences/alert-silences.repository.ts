import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { notFound } from '../../../platform/http/index.js';
import type { SilenceSpan } from '../rules/silence.js';

/** Times are milliseconds since 1970. */
export interface StoredSilence extends SilenceSpan {
  readonly id: string;
  readonly reason: string;
  readonly createdByName: string;
  readonly createdAt: number;
}

const SELECT = `
  SELECT s.id, s.project_id AS "projectId", s.environment_id AS "environmentId", s.rule_id AS "ruleId", s.severity, s.reason,
    (extract(epoch FROM s.starts_at) * 1000)::float8 AS "startsAt", (extract(epoch FROM s.ends_at) * 1000)::float8 AS "endsAt",
    s.created_by_name AS "createdByName", (extract(epoch FROM s.created_at) * 1000)::float8 AS "createdAt"
  FROM alert_silences s`;

@Injectable()
export class AlertSilencesRepository {
  /** Those that are on at this moment. @param now milliseconds since 1970 */
  async current(tx: Tx, now: number): Promise<readonly StoredSilence[]> {
    return tx.query<StoredSilence[]>(`${SELECT} WHERE s.starts_at <= $1 AND s.ends_at > $1 ORDER BY s.id`, [
      new Date(now),
    ]);
  }

  async lock(tx: Tx, id: string): Promise<StoredSilence> {
    const [silence] = await tx.query<StoredSilence[]>(`${SELECT} WHERE s.id = $1 FOR UPDATE OF s`, [id]);
    if (!silence) throw notFound('alert silence');
    return silence;
  }

  /** How many are not over. */
  async countOf(tx: Tx, projectId: string, now: number): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM alert_silences WHERE project_id = $1 AND ends_at > $2',
      [projectId, new Date(now)],
    );
    return row?.count ?? 0;
  }

  async create(tx: Tx, silence: Omit<StoredSilence, 'id'>): Promise<string> {
    const { projectId, environmentId, ruleId, severity, startsAt, endsAt, reason } = silence;
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO alert_silences (project_id, environment_id, rule_id, severity, starts_at, ends_at, reason, created_by_name, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        projectId,
        environmentId,
        ruleId,
        severity,
        new Date(startsAt),
        new Date(endsAt),
        reason,
        silence.createdByName,
        new Date(silence.createdAt),
      ],
    );
    return row?.id ?? '';
  }

  /** One that has not begun yet then never does. */
  async end(tx: Tx, { id, startsAt }: StoredSilence, now: number): Promise<void> {
    await tx.query('UPDATE alert_silences SET starts_at = $2, ends_at = $3 WHERE id = $1', [
      id,
      new Date(Math.min(startsAt, now)),
      new Date(now),
    ]);
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const [row] = await tx.query<{ projectId: string }[]>(
      'SELECT project_id AS "projectId" FROM alert_silences WHERE id::text = lower($1)',
      [id],
    );
    return row?.projectId;
  }
}
