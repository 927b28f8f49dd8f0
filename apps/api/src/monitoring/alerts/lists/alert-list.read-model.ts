import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../../platform/http/index.js';
import { ENVIRONMENT_JSON, PROJECT_JSON } from '../place-json.js';
import type { AlertFacts } from '../observing/observation.js';
import type { AlertCondition } from '../rules/condition.js';
import type { Alert, AlertQuery } from './alert.dto.js';

type Visible = readonly string[] | undefined;

type Shown =
  | 'id'
  | 'rule'
  | 'severity'
  | 'state'
  | 'project'
  | 'environment'
  | 'release'
  | 'bin'
  | 'value'
  | 'lastValue'
  | 'ending';

export interface AlertRow extends Pick<Alert, Shown> {
  readonly condition: AlertCondition;
  readonly facts: AlertFacts;
  readonly since: Date;
  readonly firedAt: Date | null;
  readonly calmSince: Date | null;
  readonly staleSince: Date | null;
  readonly resolvedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly comment: string | null;
}

export interface GroupRow {
  readonly key: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly newest: string;
  readonly ids: readonly string[];
}

const ROW = `
  SELECT a.id, jsonb_build_object('id', a.rule_id, 'name', a.rule_name) AS rule, a.severity, a.state, a.condition, a.facts, a.value,
    a.last_value AS "lastValue", a.since, a.fired_at AS "firedAt", a.calm_since AS "calmSince", a.stale_since AS "staleSince",
    a.resolved_at AS "resolvedAt", a.ending, a.acknowledged_by_name AS "acknowledgedBy", a.acknowledged_at AS "acknowledgedAt",
    a.acknowledge_comment AS comment, ${PROJECT_JSON} AS project, ${ENVIRONMENT_JSON} AS environment, b.name AS bin,
    CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'number', r.number, 'title', r.title) END AS release
  FROM alerts a JOIN projects p ON p.id = a.project_id JOIN environments e ON e.id = a.environment_id
  LEFT JOIN releases r ON r.id = a.release_id LEFT JOIN bins b ON b.id = a.bin_id`;

const FILTER = `
  ($1::uuid[] IS NULL OR a.project_id = ANY ($1)) AND ($2::text IS NULL OR a.state = $2) AND ($3::uuid IS NULL OR a.project_id = $3)
  AND ($4::uuid IS NULL OR a.environment_id = $4) AND ($5::text IS NULL OR a.severity = $5) AND ($6::uuid IS NULL OR a.rule_id = $6)`;

const LIST = `${ROW} WHERE ${FILTER} AND ($7::uuid IS NULL OR a.id < $7) ORDER BY a.id DESC LIMIT $8`;

const GROUPS = `
  SELECT g.* FROM (
    SELECT concat_ws('.', a.rule_id, a.environment_id, a.release_id) AS key, count(*)::int AS count, min(a.since) AS "firstAt",
      max(a.since) AS "lastAt", (array_agg(a.id ORDER BY a.id DESC))[1] AS newest, (array_agg(a.id ORDER BY a.id DESC))[1:20] AS ids
    FROM alerts a WHERE ${FILTER} GROUP BY a.rule_id, a.environment_id, a.release_id) g
  WHERE $7::uuid IS NULL OR g.newest < $7 ORDER BY g.newest DESC LIMIT $8`;

@Injectable()
export class AlertListReadModel {
  constructor(private readonly database: Database) {}

  async list(visible: Visible, query: AlertQuery): Promise<Page<AlertRow>> {
    const rows = await this.database.reader.query<AlertRow[]>(LIST, valuesOf(visible, query));
    return toPage(rows, query.limit, ({ id }) => [id]);
  }

  /** Alerts of one rule in one environment belong together; those about releases by their release. */
  async groups(visible: Visible, query: AlertQuery): Promise<Page<GroupRow>> {
    const rows = await this.database.reader.query<GroupRow[]>(GROUPS, valuesOf(visible, query));
    return toPage(rows, query.limit, ({ newest }) => [newest]);
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, AlertRow>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.reader.query<AlertRow[]>(`${ROW} WHERE a.id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async lookedAt(): Promise<Date | null> {
    const [row] = await this.database.reader.query<{ at: Date }[]>('SELECT looked_at AS at FROM alert_looks');
    return row?.at ?? null;
  }

  /** Those that fire, as silences see them. */
  async firing(
    visible: Visible,
    projectId: string | undefined,
  ): Promise<
    readonly (Pick<Alert, 'severity'> & Readonly<Record<'projectId' | 'environmentId' | 'ruleId', string>>)[]
  > {
    return this.database.reader.query(
      `SELECT a.severity, a.project_id AS "projectId", a.environment_id AS "environmentId", a.rule_id AS "ruleId" FROM alerts a
       WHERE a.state = 'firing' AND ($1::uuid[] IS NULL OR a.project_id = ANY ($1)) AND ($2::uuid IS NULL OR a.project_id = $2)`,
      [visible ?? null, projectId ?? null],
    );
  }
}

function valuesOf(visible: Visible, query: AlertQuery): unknown[] {
  const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
  const { state, projectId, environmentId, severity, ruleId, limit } = query;
  const filter = [visible, state, projectId, environmentId, severity, ruleId, before];
  return [...filter.map((value) => value ?? null), limit + 1];
}
