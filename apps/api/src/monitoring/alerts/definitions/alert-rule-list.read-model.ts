import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { decodeCursor, notFound, toPage } from '../../../platform/http/index.js';
import { conditionView } from '../condition-view.js';
import { ENVIRONMENT_JSON, PROJECT_JSON } from '../place-json.js';
import type { AlertRule, AlertRulePage, AlertRuleQuery } from './alert-rule.dto.js';

type Visible = readonly string[] | undefined;
type Row = Omit<AlertRule, 'changedAt'> & { readonly changedAt: Date };

const FIND = `
  SELECT r.id, r.name, r.severity, r.is_enabled AS "isEnabled", r.condition, r.revision, r.changed_by_name AS "changedBy",
    r.changed_at AS "changedAt", ${PROJECT_JSON} AS project, ${ENVIRONMENT_JSON} AS environment, b.name AS bin,
    (SELECT count(*)::int FROM alerts a WHERE a.rule_id = r.id AND a.state = 'firing') AS firing,
    (SELECT count(*)::int FROM alerts a WHERE a.rule_id = r.id AND a.state = 'pending') AS pending
  FROM alert_rules r JOIN projects p ON p.id = r.project_id LEFT JOIN environments e ON e.id = r.environment_id
  LEFT JOIN bins b ON b.id = r.bin_id
  WHERE ($1::uuid[] IS NULL OR r.project_id = ANY ($1)) AND ($2::uuid IS NULL OR r.id = $2)
    AND ($3::uuid IS NULL OR r.project_id = $3)
    AND ($4::uuid IS NULL OR r.environment_id = $4
      OR (r.environment_id IS NULL AND r.project_id = (SELECT x.project_id FROM environments x WHERE x.id = $4)))
    AND ($5::uuid IS NULL OR r.id < $5) ORDER BY r.id DESC LIMIT $6`;

@Injectable()
export class AlertRuleListReadModel {
  constructor(private readonly database: Database) {}

  async list(visible: Visible, query: AlertRuleQuery): Promise<AlertRulePage> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const { projectId = null, environmentId = null, limit } = query;
    const rows = await this.find([
      visible ?? null,
      null,
      projectId,
      environmentId,
      before ?? null,
      limit + 1,
    ]);
    return toPage(rows, limit, ({ id }) => [id]);
  }

  async get(visible: Visible, id: string): Promise<AlertRule> {
    const [rule] = await this.find([visible ?? null, id, null, null, null, 1]);
    if (!rule) throw notFound('alert rule');
    return rule;
  }

  private async find(values: readonly unknown[]): Promise<readonly AlertRule[]> {
    const rows = await this.database.reader.query<Row[]>(FIND, [...values]);
    return rows.map(({ changedAt, condition, ...row }) => ({
      ...row,
      condition: conditionView(condition),
      changedAt: changedAt.toISOString(),
    }));
  }
}
