import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../../../platform/database/index.js';
import { notFound } from '../../../platform/http/index.js';
import { ruleNameTaken } from '../alert.errors.js';
import type { StoredRule } from './stored-rule.js';

const COLUMNS = `
  r.id, r.project_id AS "projectId", r.environment_id AS "environmentId", r.bin_id AS "binId", r.name, r.severity,
  r.is_enabled AS "isEnabled", r.condition, r.revision, r.changed_by_name AS "changedByName", r.changed_at AS "changedAt"`;

@Injectable()
export class AlertRulesRepository {
  /** Those that are looked at: not switched off, and of projects that are not archived. */
  async watched(tx: Tx): Promise<readonly StoredRule[]> {
    return tx.query<StoredRule[]>(
      `SELECT ${COLUMNS} FROM alert_rules r JOIN projects p ON p.id = r.project_id AND p.archived_at IS NULL
       WHERE r.is_enabled ORDER BY r.id`,
    );
  }

  async get(tx: Tx, id: string): Promise<StoredRule> {
    const [rule] = await tx.query<StoredRule[]>(`SELECT ${COLUMNS} FROM alert_rules r WHERE r.id = $1`, [id]);
    if (!rule) throw notFound('alert rule');
    return rule;
  }

  /** As `get`, and nobody else changes it before the transaction ends. */
  async lock(tx: Tx, id: string): Promise<StoredRule> {
    await tx.query('SELECT 1 FROM alert_rules WHERE id = $1 FOR UPDATE', [id]);
    return this.get(tx, id);
  }

  async countOf(tx: Tx, projectId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM alert_rules WHERE project_id = $1',
      [projectId],
    );
    return row?.count ?? 0;
  }

  async create(tx: Tx, rule: Omit<StoredRule, 'id' | 'revision'>): Promise<string> {
    const rows = await translated(() =>
      tx.query<{ id: string }[]>(
        `INSERT INTO alert_rules (project_id, environment_id, bin_id, name, severity, is_enabled, condition, changed_by_name, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        valuesOf(rule),
      ),
    );
    return rows[0]?.id ?? '';
  }

  async save(tx: Tx, { id, revision, ...rule }: StoredRule): Promise<void> {
    await translated(() =>
      tx.query(
        `UPDATE alert_rules SET project_id = $1, environment_id = $2, bin_id = $3, name = $4, severity = $5, is_enabled = $6,
           condition = $7, changed_by_name = $8, changed_at = $9, revision = $10 WHERE id = $11`,
        [...valuesOf(rule), revision, id],
      ),
    );
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM alert_rules WHERE id = $1', [id]);
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const [row] = await tx.query<{ projectId: string }[]>(
      'SELECT project_id AS "projectId" FROM alert_rules WHERE id::text = lower($1)',
      [id],
    );
    return row?.projectId;
  }
}

function valuesOf(rule: Omit<StoredRule, 'id' | 'revision'>): unknown[] {
  const { projectId, environmentId, binId, name, severity, isEnabled, condition } = rule;
  return [
    projectId,
    environmentId,
    binId,
    name,
    severity,
    isEnabled,
    JSON.stringify(condition),
    rule.changedByName,
    rule.changedAt,
  ];
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw violatedConstraint(error) === 'uq_alert_rules_project_id_name' ? ruleNameTaken() : error;
  }
}
