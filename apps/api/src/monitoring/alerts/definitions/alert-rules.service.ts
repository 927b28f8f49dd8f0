import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import type { Actor } from '../../../platform/auth-guard/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { invalidFields, type FieldError } from '../../../platform/http/index.js';
import { MOST_RULES, staleRule, tooManyRules } from '../alert.errors.js';
import { AlertChanges } from '../firing/alert-changes.js';
import { AlertsRepository } from '../firing/alerts.repository.js';
import { conditionFaults, conditionOf } from '../rules/check-condition.js';
import { AlertPlacesReadModel } from './alert-places.read-model.js';
import { AlertRuleListReadModel } from './alert-rule-list.read-model.js';
import type {
  AlertRule,
  AlertRulePage,
  AlertRuleQuery,
  AlertRuleRequest,
  ChangedAlertRule,
} from './alert-rule.dto.js';
import { AlertRulesRepository } from './alert-rules.repository.js';
import type { StoredRule } from './stored-rule.js';

const MAY = 'project.configure';

/** Rules, and what becomes of their alerts when they change. */
@Injectable()
export class AlertRulesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly places: AlertPlacesReadModel,
    private readonly readModel: AlertRuleListReadModel,
    private readonly rules: AlertRulesRepository,
    private readonly alerts: AlertsRepository,
    private readonly changes: AlertChanges,
    private readonly audit: AuditLog,
  ) {}

  list(actor: Actor, query: AlertRuleQuery): Promise<AlertRulePage> {
    return this.readModel.list(actor.visibleProjectIds, query);
  }

  get(actor: Actor, id: string): Promise<AlertRule> {
    return this.readModel.get(actor.visibleProjectIds, id);
  }

  async create(actor: Actor, request: AlertRuleRequest): Promise<AlertRule> {
    actor.require(MAY, request.projectId);
    const id = await this.database.transaction(async (tx) => {
      await this.alerts.lock(tx);
      const rule = await this.ruleOf(tx, actor, request);
      if ((await this.rules.countOf(tx, rule.projectId)) >= MOST_RULES) throw tooManyRules();
      const made = await this.rules.create(tx, rule);
      await this.tell(tx, actor, 'alert_rule.created', { ...rule, id: made, revision: 1 }, { to: rule });
      return made;
    });
    return this.get(actor, id);
  }

  /** Alerts of the rule as it was end; what is still so begins anew by the rule as it is. */
  async replace(actor: Actor, id: string, request: ChangedAlertRule): Promise<AlertRule> {
    actor.require(MAY, request.projectId);
    await this.database.transaction(async (tx) => {
      await this.alerts.lock(tx);
      const before = await this.rules.lock(tx, id);
      if (request.expectedRevision !== undefined && request.expectedRevision !== before.revision)
        throw staleRule(before.revision);
      if (request.projectId !== before.projectId) throw invalidFields([movedProject()]);
      const rule = { ...(await this.ruleOf(tx, actor, request)), id, revision: before.revision + 1 };
      await this.rules.save(tx, rule);
      await this.changes.end(tx, id, 'rule_changed', this.clock.millis());
      await this.tell(tx, actor, 'alert_rule.changed', rule, { from: before, to: rule });
    });
    return this.get(actor, id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.alerts.lock(tx);
      const rule = await this.rules.lock(tx, id);
      await this.changes.end(tx, id, 'rule_deleted', this.clock.millis());
      await this.rules.remove(tx, id);
      await this.tell(tx, actor, 'alert_rule.deleted', rule, { from: rule });
    });
  }

  /** As it would be stored; refuses what can't be. */
  async ruleOf(
    tx: Tx,
    actor: Actor,
    request: AlertRuleRequest,
  ): Promise<Omit<StoredRule, 'id' | 'revision'>> {
    const place = await this.places.find(tx, request);
    const faults = [...conditionFaults(request.condition), ...binFaults(request)];
    if (faults.length > 0) throw invalidFields(faults);
    return {
      ...place,
      projectId: request.projectId,
      name: request.name.trim(),
      severity: request.severity,
      isEnabled: request.isEnabled ?? true,
      condition: conditionOf(request.condition),
      changedByName: actor.name,
      changedAt: this.clock.now(),
    };
  }

  private async tell(tx: Tx, actor: Actor, action: string, rule: StoredRule, data: object): Promise<void> {
    const { id, name, projectId } = rule;
    const subject = { type: 'alert_rule', id, name };
    await this.audit.record(tx, { actor, action, subject, projectId, data: { ...data } });
    await this.changes.tell(tx, projectId);
  }
}

function binFaults({ condition, bin }: AlertRuleRequest): readonly FieldError[] {
  return condition.kind === 'nodes' && bin != null
    ? [
        {
          field: 'bin',
          code: 'not_of_kind',
          message: {
            en: 'Nodes are counted whatever they run; leave the bin away.',
            zh: '无论运行什么，节点都会计入；请去掉 bin。',
          },
        },
      ]
    : [];
}

const movedProject = (): FieldError => ({
  field: 'projectId',
  code: 'other_project',
  message: {
    en: 'A rule stays in its project; make a new one in the other.',
    zh: '规则不能移到其他项目；请在那里新建。',
  },
});
