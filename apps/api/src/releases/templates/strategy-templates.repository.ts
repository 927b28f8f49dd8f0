import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import { StrategyTemplateDefault, StrategyTemplateEntity } from './strategy-template.entity.js';

export interface StoredTemplate extends StrategyTemplateEntity {
  readonly defaultForEnvironmentIds: string[];
}

const TEMPLATES = `
  SELECT t.id, t.project_id AS "projectId", t.name, t.rules, t.revision, t.changed_by_name AS "changedByName", t.changed_at AS "changedAt",
    ARRAY(SELECT d.environment_id FROM strategy_template_defaults d JOIN environments e ON e.id = d.environment_id
      WHERE d.template_id = t.id ORDER BY e.position, e.code) AS "defaultForEnvironmentIds"
  FROM strategy_templates t JOIN projects p ON p.id = t.project_id`;

@Injectable()
export class StrategyTemplatesRepository {
  /** Of a project by its id or code. */
  async listOf(tx: Tx, project: string): Promise<StoredTemplate[]> {
    return tx.query(`${TEMPLATES} WHERE $1 IN (p.id::text, p.code) ORDER BY lower(t.name), t.id`, [project]);
  }

  async get(tx: Tx, projectId: string, id: string): Promise<StoredTemplate> {
    const [template]: StoredTemplate[] = await tx.query(`${TEMPLATES} WHERE p.id = $1 AND t.id = $2`, [
      projectId,
      id,
    ]);
    if (!template) throw notFound('strategy template');
    return template;
  }

  /** As `get`, and nobody deletes it before the transaction ends. */
  async keep(tx: Tx, projectId: string, id: string): Promise<StrategyTemplateEntity | undefined> {
    const [template]: StrategyTemplateEntity[] = await tx.query(
      'SELECT id, name, rules FROM strategy_templates WHERE project_id = $1 AND id = $2 FOR KEY SHARE',
      [projectId, id],
    );
    return template;
  }

  async create(tx: Tx, template: Omit<StrategyTemplateEntity, 'id' | 'revision'>): Promise<string> {
    try {
      const { identifiers } = await tx.insert(StrategyTemplateEntity, template as never);
      return identifiers[0]?.['id'] as string;
    } catch (error) {
      throw translated(error, template.name);
    }
  }

  async save(tx: Tx, { id, ...fields }: StrategyTemplateEntity): Promise<void> {
    try {
      await tx.update(StrategyTemplateEntity, { id }, fields as never);
    } catch (error) {
      throw translated(error, fields.name);
    }
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(StrategyTemplateEntity, { id });
  }

  /** From now on exactly these environments start from it, whatever they started from before. */
  async setDefaults(tx: Tx, templateId: string, environmentIds: readonly string[]): Promise<void> {
    await tx.query(
      'DELETE FROM strategy_template_defaults WHERE template_id = $1 OR environment_id = ANY ($2::uuid[])',
      [templateId, environmentIds],
    );
    await tx.insert(
      StrategyTemplateDefault,
      environmentIds.map((environmentId) => ({ environmentId, templateId })),
    );
  }

  async areEnvironmentsOf(tx: Tx, projectId: string, ids: readonly string[]): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'SELECT 1 FROM environments WHERE project_id = $1 AND id = ANY ($2::uuid[])',
      [projectId, ids],
    );
    return rows.length === ids.length;
  }
}

function translated(error: unknown, name: string): unknown {
  if (violatedConstraint(error) !== 'uq_strategy_templates_project_id_name') return error;
  return new DomainError('conflict', 'TEMPLATE_NAME_TAKEN', {
    en: `This project already has a strategy template called "${name}".`,
    zh: `该项目已有名为“${name}”的策略模板。`,
  });
}
