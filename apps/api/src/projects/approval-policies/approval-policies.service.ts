import { Injectable } from '@nestjs/common';
import { shortages, type ApprovalPolicy } from '@release-console/approval-policy';
import { text } from '@release-console/rollout-core';
import { ProjectPeople, type RoleHolder } from '../../auth/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidField, notFound } from '../../platform/http/index.js';
import { EnvironmentsRepository } from '../environments.repository.js';
import { ProjectChanges } from '../project-changes.js';
import { ProjectUseReadModel } from '../project-use.read-model.js';
import { ProjectsRepository } from '../projects.repository.js';
import type {
  ApprovalLevelView,
  ApprovalPolicyRequest,
  EnvironmentApprovalPolicy,
} from './approval-policy.dto.js';
import { OpenRequests } from './open-requests.js';

@Injectable()
export class ApprovalPoliciesService {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsRepository,
    private readonly environments: EnvironmentsRepository,
    private readonly changes: ProjectChanges,
    private readonly people: ProjectPeople,
    private readonly use: ProjectUseReadModel,
    private readonly openRequests: OpenRequests,
  ) {}

  async get(reference: string, environmentId: string): Promise<EnvironmentApprovalPolicy> {
    const tx = this.database.reader;
    const projectId = await this.projects.findId(tx, reference);
    if (projectId === undefined) throw notFound('project');
    const { approvalPolicy } = await this.environments.get(tx, projectId, environmentId);
    const holders = await this.people.holdersOf(tx, 'release.approve', [projectId]);
    return {
      levels: approvalPolicy.levels.map((level) => levelView(level, holders)),
      allowsOwnWork: approvalPolicy.allowsOwnWork,
      expiresAfterHours: approvalPolicy.expiresAfterHours,
      warnings: warningsOf(approvalPolicy, holders),
      openRequests: await this.use.openRequests(tx, environmentId),
      candidates: holders.map(({ id, name }) => ({ id, name })),
      revision: await this.projects.revisionOf(tx, projectId),
    };
  }

  async replace(
    actor: Actor,
    reference: string,
    environmentId: string,
    request: ApprovalPolicyRequest,
  ): Promise<EnvironmentApprovalPolicy> {
    const policy = policyOf(request);
    const { openRequests = 'keep' } = request;
    await this.changes.apply({
      actor,
      reference,
      action: 'approval_policy.changed',
      expectedRevision: request.expectedRevision,
      work: async (tx, project) => {
        await this.ensureSatisfiable(tx, policy, project.id);
        const before = await this.environments.get(tx, project.id, environmentId);
        await this.environments.save(tx, { ...before, approvalPolicy: policy });
        const voided =
          openRequests === 'void' ? await this.openRequests.void(tx, { environmentId, policy, actor }) : 0;
        const environment = { id: environmentId, code: before.code };
        return {
          result: undefined,
          data: { environment, from: before.approvalPolicy, to: policy, openRequests, voided },
        };
      },
    });
    return this.get(reference, environmentId);
  }

  /** What no change of members could ever mend is refused; what they could is only warned of. */
  private async ensureSatisfiable(tx: Tx, { levels }: ApprovalPolicy, projectId: string): Promise<void> {
    const holders = await this.people.holdersOf(tx, 'release.approve', [projectId]);
    for (const [index, { roles, userIds, minimum }] of levels.entries()) {
      const field = `levels[${index}]`;
      if (userIds.some((id) => !holders.some((holder) => holder.id === id)))
        throw invalidField(`${field}.userIds`, 'no_approver', {
          en: 'Somebody named here has no role that includes approving; give them one first.',
          zh: '其中有人的角色都不包含审批权限；请先授予。',
        });
      if (roles.length === 0 && userIds.length < minimum)
        throw invalidField(`${field}.minimum`, 'never_satisfied', {
          en: `This level names ${userIds.length} people and asks for ${minimum}; name more, or a role.`,
          zh: `此级只指定了 ${userIds.length} 人，却要求 ${minimum} 人批准；请增加人员，或指定角色。`,
        });
    }
  }
}

function policyOf(request: ApprovalPolicyRequest): ApprovalPolicy {
  return {
    levels: request.levels.map(({ roles, userIds, minimum }) => ({ roles, userIds, minimum })),
    allowsOwnWork: request.allowsOwnWork ?? false,
    expiresAfterHours: request.expiresAfterHours ?? null,
  };
}

function levelView(
  level: ApprovalPolicy['levels'][number],
  holders: readonly RoleHolder[],
): ApprovalLevelView {
  const isNamed = ({ id, roles }: RoleHolder): boolean =>
    level.userIds.includes(id) || roles.some((role) => level.roles.includes(role));
  return {
    roles: [...level.roles] as ApprovalLevelView['roles'],
    people: level.userIds.map((id) => ({ id, name: holders.find((holder) => holder.id === id)?.name ?? id })),
    minimum: level.minimum,
    couldApprove: holders.filter(isNamed).length,
  };
}

function warningsOf(
  policy: ApprovalPolicy,
  holders: readonly RoleHolder[],
): EnvironmentApprovalPolicy['warnings'] {
  return shortages(policy.levels, holders).flatMap((missing, index) =>
    missing === 0
      ? []
      : [
          text(
            `Level ${index + 1} can not be satisfied now: ${missing === 1 ? '1 person is' : `${missing} people are`} missing, as nobody counts in two levels.`,
            `第 ${index + 1} 级目前无法满足：还缺 ${missing} 人（同一人不能在两级中计数）。`,
          ),
        ],
  );
}
