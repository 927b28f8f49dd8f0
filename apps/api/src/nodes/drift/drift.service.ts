import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import type {
  DriftFindingPage,
  DriftListQuery,
  DriftPolicyView,
  DriftSummary,
  SetDriftPolicy,
} from './drift.dto.js';
import { DriftListReadModel } from './drift-list.read-model.js';
import { DriftPoliciesRepository } from './drift-policies.repository.js';

@Injectable()
export class DriftService {
  constructor(
    private readonly database: Database,
    private readonly findings: DriftListReadModel,
    private readonly policies: DriftPoliciesRepository,
    private readonly audit: AuditLog,
  ) {}

  list(actor: Actor, query: DriftListQuery): Promise<DriftFindingPage> {
    return this.findings.list(actor.visibleProjectIds, query);
  }

  async summary(actor: Actor, projectId: string | undefined): Promise<DriftSummary> {
    return { items: await this.findings.summary(actor.visibleProjectIds, projectId) };
  }

  policy(environmentId: string): Promise<DriftPolicyView> {
    return this.policies.get(this.database.reader, environmentId);
  }

  async setPolicy(actor: Actor, environmentId: string, wish: SetDriftPolicy): Promise<DriftPolicyView> {
    return this.database.transaction(async (tx) => {
      const environment = await this.policies.environment(tx, environmentId);
      if (!environment) throw notFound('environment');
      const from = await this.policies.get(tx, environmentId);
      const to = { enforcement: wish.enforcement, maxAtOnce: wish.maxAtOnce ?? from.maxAtOnce };
      await this.policies.put(tx, environmentId, to);
      await this.audit.record(tx, {
        actor: { kind: actor.kind, id: actor.id, name: actor.name },
        action: 'environment.drift_policy_changed',
        subject: { type: 'environment', id: environmentId, name: environment.name },
        projectId: environment.projectId,
        data: { from, to },
      });
      return to;
    });
  }
}
