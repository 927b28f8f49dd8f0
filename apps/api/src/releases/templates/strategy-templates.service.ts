import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ensureSeen, invalidField } from '../../platform/http/index.js';
import { ProjectChanges } from '../../projects/index.js';
import { ensureSoundRules } from '../planning/plan-faults.js';
import { toRules, toRulesDto } from '../planning/release-draft.js';
import type {
  ChangedStrategyTemplate,
  StrategyTemplate,
  StrategyTemplatePage,
  StrategyTemplateRequest,
} from './strategy-template.dto.js';
import { StrategyTemplatesRepository, type StoredTemplate } from './strategy-templates.repository.js';

@Injectable()
export class StrategyTemplatesService {
  constructor(
    private readonly database: Database,
    private readonly templates: StrategyTemplatesRepository,
    private readonly changes: ProjectChanges,
    private readonly clock: Clock,
  ) {}

  async list(project: string): Promise<StrategyTemplatePage> {
    const all = await this.templates.listOf(this.database.reader, project);
    return { items: all.map(templateOf), nextCursor: null };
  }

  create(actor: Actor, project: string, request: StrategyTemplateRequest): Promise<StrategyTemplate> {
    return this.change(actor, project, 'strategy_template.created', async (tx, projectId) => {
      const id = await this.templates.create(tx, this.fieldsOf(actor, projectId, request));
      await this.setDefaults(tx, projectId, id, request);
      const template = await this.templates.get(tx, projectId, id);
      return { template, data: { to: template } };
    });
  }

  replace(
    actor: Actor,
    project: string,
    id: string,
    request: ChangedStrategyTemplate,
  ): Promise<StrategyTemplate> {
    return this.change(actor, project, 'strategy_template.changed', async (tx, projectId) => {
      const before = await this.templates.get(tx, projectId, id);
      ensureSeen(request, before);
      const fields = this.fieldsOf(actor, projectId, request);
      await this.templates.save(tx, { id, revision: before.revision + 1, ...fields });
      await this.setDefaults(tx, projectId, id, request);
      const template = await this.templates.get(tx, projectId, id);
      return { template, data: { from: before, to: template } };
    });
  }

  async remove(actor: Actor, project: string, id: string): Promise<void> {
    await this.change(actor, project, 'strategy_template.deleted', async (tx, projectId) => {
      const template = await this.templates.get(tx, projectId, id);
      await this.templates.remove(tx, id);
      return { template, data: { from: template } };
    });
  }

  private change(
    actor: Actor,
    reference: string,
    action: string,
    work: (tx: Tx, projectId: string) => Promise<{ template: StoredTemplate; data: Record<string, unknown> }>,
  ): Promise<StrategyTemplate> {
    return this.changes.apply({
      actor,
      reference,
      action,
      work: async (tx, project) => {
        const { template, data } = await work(tx, project.id);
        return { result: templateOf(template), data };
      },
    });
  }

  private fieldsOf(actor: Actor, projectId: string, request: StrategyTemplateRequest) {
    const rules = toRules(request);
    ensureSoundRules(rules);
    return {
      projectId,
      name: request.name.trim(),
      rules,
      changedByName: actor.name,
      changedAt: this.clock.now(),
    };
  }

  private async setDefaults(
    tx: Tx,
    projectId: string,
    id: string,
    { defaultForEnvironmentIds: environmentIds = [] }: StrategyTemplateRequest,
  ): Promise<void> {
    if (!(await this.templates.areEnvironmentsOf(tx, projectId, environmentIds)))
      throw invalidField('defaultForEnvironmentIds', 'not_in_project', {
        en: 'Name environments of this project only.',
        zh: '只能指定此项目的环境。',
      });
    await this.templates.setDefaults(tx, id, environmentIds);
  }
}

function templateOf({ id, name, rules, ...template }: StoredTemplate): StrategyTemplate {
  return {
    id,
    name,
    ...toRulesDto(rules),
    defaultForEnvironmentIds: template.defaultForEnvironmentIds,
    revision: template.revision,
    changedBy: template.changedByName,
    changedAt: template.changedAt.toISOString(),
  };
}
