import { Injectable } from '@nestjs/common';
import { peopleRequired } from '@release-console/approval-policy';
import type { Actor } from '../platform/auth-guard/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { simplePolicy } from './approval-policies/default-policy.js';
import type { AddEnvironment, ChangeEnvironment, Environment } from './environment.dto.js';
import type { EnvironmentEntity } from './environment.entity.js';
import { environmentOf, promotionFields } from './environment-plan.js';
import { EnvironmentsRepository } from './environments.repository.js';
import { environmentInUse } from './project.errors.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectListReadModel } from './project-list.read-model.js';
import { ProjectUseReadModel } from './project-use.read-model.js';
import { ensureLeadsSomewhere } from './promotion-chain.js';

@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly database: Database,
    private readonly environments: EnvironmentsRepository,
    private readonly projectList: ProjectListReadModel,
    private readonly use: ProjectUseReadModel,
    private readonly changes: ProjectChanges,
  ) {}

  async create(actor: Actor, reference: string, request: AddEnvironment): Promise<Environment> {
    const made = await this.changes.apply({
      actor,
      reference,
      action: 'environment.created',
      work: async (tx, project) => {
        const others = await this.environments.listOf(tx, project.id);
        const environment = environmentOf(project.id, request, (others.at(-1)?.position ?? -1) + 1);
        ensureLeadsSomewhere(environment, others);
        const id = await this.environments.create(tx, environment);
        await this.environments.ensureOwnName(tx, { ...environment, id });
        return {
          result: { projectId: project.id, id },
          data: { environment: { id, code: environment.code }, to: environment },
        };
      },
    });
    return this.get(actor, made.projectId, made.id);
  }

  async change(
    actor: Actor,
    reference: string,
    id: string,
    request: ChangeEnvironment,
  ): Promise<Environment> {
    const projectId = await this.changes.apply({
      actor,
      reference,
      action: 'environment.changed',
      expectedRevision: request.expectedRevision,
      work: async (tx, project) => {
        const before = await this.environments.get(tx, project.id, id);
        const after = merged(before, request);
        if (after.name !== before.name) await this.environments.ensureOwnName(tx, after);
        ensureLeadsSomewhere(after, await this.environments.listOf(tx, project.id));
        await this.environments.save(tx, after);
        return {
          result: project.id,
          data: { environment: { id, code: after.code }, from: before, to: after },
        };
      },
    });
    return this.get(actor, projectId, id);
  }

  async remove(actor: Actor, reference: string, id: string): Promise<void> {
    await this.changes.apply({
      actor,
      reference,
      action: 'environment.deleted',
      work: async (tx, project) => {
        const environment = await this.environments.get(tx, project.id, id);
        if (await this.use.isEnvironmentInUse(tx, id)) throw environmentInUse();
        await this.environments.remove(tx, id);
        return {
          result: undefined,
          data: { environment: { id, code: environment.code }, from: environment },
        };
      },
    });
  }

  private async get(actor: Actor, projectId: string, id: string): Promise<Environment> {
    const project = await this.projectList.get(this.database.reader, actor, projectId);
    const environment = project.environments.find((candidate) => candidate.id === id);
    if (!environment) throw notFound('environment');
    return environment;
  }
}

function merged(before: EnvironmentEntity, request: ChangeEnvironment): EnvironmentEntity {
  return {
    ...before,
    code: request.code ?? before.code,
    name: request.name?.trim() ?? before.name,
    position: request.position ?? before.position,
    isProduction: request.isProduction ?? before.isProduction,
    approvalPolicy: policyAfter(before, request.requiredApprovals),
    rollbackWindowHours: request.rollbackWindowHours ?? before.rollbackWindowHours,
    ...(request.promotionRule === undefined ? {} : promotionFields(request.promotionRule)),
  };
}

/** A number alone says nothing of levels: the same number leaves them as they are. */
function policyAfter(
  { approvalPolicy }: EnvironmentEntity,
  required: number | undefined,
): EnvironmentEntity['approvalPolicy'] {
  if (required === undefined || required === peopleRequired(approvalPolicy)) return approvalPolicy;
  return simplePolicy(required);
}
