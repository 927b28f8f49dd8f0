import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { decodeCursor, notFound, toPage } from '../../../platform/http/index.js';
import { ENVIRONMENT_JSON, PROJECT_JSON } from '../place-json.js';
import type { AlertSilence, AlertSilencePage, AlertSilenceQuery } from './alert-silence.dto.js';

type Visible = readonly string[] | undefined;
type Row = Omit<AlertSilence, 'startsAt' | 'endsAt' | 'createdAt'> & {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
};

const FIND = `
  SELECT s.id, s.severity, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.starts_at <= $1 AND s.ends_at > $1 AS "isOn", s.reason,
    s.created_by_name AS "createdBy", s.created_at AS "createdAt", ${PROJECT_JSON} AS project, ${ENVIRONMENT_JSON} AS environment,
    CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS rule,
    (SELECT count(*)::int FROM alerts a WHERE a.state = 'firing' AND a.project_id = s.project_id AND s.starts_at <= $1 AND s.ends_at > $1
      AND COALESCE(s.environment_id, a.environment_id) = a.environment_id AND COALESCE(s.rule_id, a.rule_id) = a.rule_id
      AND COALESCE(s.severity, a.severity) = a.severity) AS firing
  FROM alert_silences s JOIN projects p ON p.id = s.project_id LEFT JOIN environments e ON e.id = s.environment_id
  LEFT JOIN alert_rules r ON r.id = s.rule_id
  WHERE ($2::uuid[] IS NULL OR s.project_id = ANY ($2)) AND ($3::uuid IS NULL OR s.id = $3) AND ($4::uuid IS NULL OR s.project_id = $4)
    AND ($5::text IS NULL OR (s.ends_at > $1) = ($5 = 'open')) AND ($6::uuid IS NULL OR s.id < $6) ORDER BY s.id DESC LIMIT $7`;

@Injectable()
export class AlertSilenceListReadModel {
  constructor(private readonly database: Database) {}

  async list(visible: Visible, query: AlertSilenceQuery, now: Date): Promise<AlertSilencePage> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const { projectId = null, state = null, limit } = query;
    const rows = await this.find([now, visible ?? null, null, projectId, state, before ?? null, limit + 1]);
    return toPage(rows, limit, ({ id }) => [id]);
  }

  async get(id: string, now: Date): Promise<AlertSilence> {
    const [silence] = await this.find([now, null, id, null, null, null, 1]);
    if (!silence) throw notFound('alert silence');
    return silence;
  }

  private async find(values: readonly unknown[]): Promise<readonly AlertSilence[]> {
    const rows = await this.database.reader.query<Row[]>(FIND, [...values]);
    return rows.map(({ startsAt, endsAt, createdAt, ...row }) => ({
      ...row,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      createdAt: createdAt.toISOString(),
    }));
  }
}
