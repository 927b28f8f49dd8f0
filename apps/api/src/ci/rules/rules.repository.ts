import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { CiRuleEntity } from './ci-rule.entity.js';

@Injectable()
export class RulesRepository {
  /** In the order in which they are looked at. */
  async enabledOf(tx: Tx, sourceId: string): Promise<readonly CiRuleEntity[]> {
    return tx.find(CiRuleEntity, {
      where: { sourceId, isEnabled: true },
      order: { position: 'ASC', id: 'ASC' },
    });
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const rows = await tx.query<{ projectId: string }[]>(
      'SELECT s.project_id AS "projectId" FROM ci_rules r JOIN ci_sources s ON s.id = r.source_id WHERE r.id = $1',
      [id],
    );
    return rows[0]?.projectId;
  }

  async hasEnvironment(tx: Tx, projectId: string, code: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT 1 FROM environments WHERE project_id = $1 AND code = $2', [
      projectId,
      code,
    ]);
    return rows.length > 0;
  }

  async lock(tx: Tx, id: string): Promise<CiRuleEntity> {
    const rule = await tx.findOne(CiRuleEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!rule) throw notFound('rule');
    return rule;
  }

  async create(tx: Tx, rule: Omit<CiRuleEntity, 'id' | 'revision'>): Promise<string> {
    const { identifiers } = await tx.insert(CiRuleEntity, rule);
    return identifiers[0]?.['id'] as string;
  }

  async save(tx: Tx, id: string, fields: Omit<CiRuleEntity, 'id' | 'sourceId'>): Promise<void> {
    await tx.update(CiRuleEntity, { id }, fields);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(CiRuleEntity, { id });
  }
}
