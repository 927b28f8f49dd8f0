import { Injectable } from '@nestjs/common';
import { decide, type Command } from '@release-console/rollout-core';
import { ApprovalsService, type ApprovalSubject } from '../../approvals/index.js';
import { AuditLog } from '../../audit/index.js';
import { Outbox } from '../../notifications/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import type { PolicyChange } from '../../projects/index.js';
import type { AskDto } from '../dto/approval.dto.js';
import type { OverrideDto, ReleaseActionDto } from '../dto/release-action.dto.js';
import { DecisionWriter } from '../engine/decision-writer.js';
import { ReleaseContextReadModel } from '../planning/release-context.read-model.js';
import { ReleaseCommandsService } from '../release-commands.service.js';
import type { Release } from '../store/release.entity.js';
import { OPEN_STATUSES, ReleasesRepository } from '../store/releases.repository.js';
import { subjectOf } from '../view/approval-subject.js';

/** What people decide about a request; like every command, in one transaction that holds the release. */
@Injectable()
export class ReleaseApprovalsService {
  constructor(
    private readonly commands: ReleaseCommandsService,
    private readonly releases: ReleasesRepository,
    private readonly context: ReleaseContextReadModel,
    private readonly approvals: ApprovalsService,
    private readonly writer: DecisionWriter,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  approve(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.commands.locked(id, dto, async (tx, release) => {
      const subject = await this.subjectOf(tx, release);
      const before = await this.approvals.stateOf(tx, subject);
      // An approved release takes more approvals only while it lacks some, because somebody lost the right to give one.
      const isOpen = OPEN_STATUSES.includes(release.status) && before.standing.status !== 'approved';
      if (!isOpen) throw this.commands.refusalOf(release, { type: 'approve' });
      const reason = dto.reason ?? null;
      const { standing } = await this.approvals.approve(tx, subject, actor, reason);
      await this.record(tx, release, actor, { action: 'release.approval_given', reason });
      if (standing.status === 'approved' && release.status === 'pending_approval') {
        await this.commands.carryOut(tx, release, { type: 'approve' }, actor, reason);
      } else await this.writer.publish(tx, release);
    });
  }

  reject(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.commands.locked(id, dto, async (tx, release) => {
      const reason = dto.reason ?? null;
      const command: Command = { type: 'reject', reason };
      this.ensureAllowed(release, command);
      await this.approvals.reject(tx, await this.subjectOf(tx, release), actor, reason);
      await this.commands.carryOut(tx, release, command, actor, reason);
    });
  }

  /** An override that was needed for nothing would only be misread later. */
  breakGlass(actor: Actor, id: string, dto: OverrideDto): Promise<void> {
    return this.commands.locked(id, dto, async (tx, release) => {
      const { reason } = dto;
      const command: Command = { type: 'break_glass', actor: actor.name, reason };
      this.ensureAllowed(release, command);
      const { standing } = await this.approvals.stateOf(tx, await this.subjectOf(tx, release));
      if (standing.status === 'approved' || release.rollout.approvalOverride)
        throw new DomainError('conflict', 'NOTHING_TO_OVERRIDE', {
          en: 'No approval is missing.',
          zh: '没有缺少的批准。',
        });
      await this.commands.carryOut(tx, release, command, actor, reason);
    });
  }

  /** A question before a decision, or an answer to one; it goes on waiting. */
  ask(actor: Actor, id: string, { text }: AskDto): Promise<void> {
    return this.commands.locked(id, {}, async (tx, release) => {
      if (!OPEN_STATUSES.includes(release.status))
        throw new DomainError('conflict', 'NOT_ASKED_FOR', {
          en: 'Nobody is asked to decide about this release now.',
          zh: '此发布目前没有在等待任何人审批。',
        });
      await this.approvals.ask(tx, release.id, actor.id, text.trim());
      await this.record(tx, release, actor, { action: 'release.asked', reason: text.trim() });
      await this.tellOfQuestion(tx, release, actor, text.trim());
      await this.writer.publish(tx, release);
    });
  }

  /** What was approved counts no more, and the policy as it is now is asked; the answer is how many requests that were. */
  async voidAll(tx: Tx, { environmentId, policy, actor }: PolicyChange): Promise<number> {
    let voided = 0;
    for (const id of await this.releases.openIds(tx, environmentId)) {
      const release = await this.releases.lock(tx, id);
      if (!release || !OPEN_STATUSES.includes(release.status)) continue;
      const makerIds = [...new Set([...release.makerIds, actor.id])];
      await this.releases.addMaker(tx, id, makerIds);
      const subject = subjectOf({ ...release, makerIds }, policy);
      const { standing } = await this.approvals.open(tx, subject, policy);
      const isApproved = standing.status === 'approved';
      const command: Command = { type: 'void_approvals', actor: actor.name, isApproved };
      await this.commands.carryOut(tx, release, command, actor, null);
      voided += 1;
    }
    return voided;
  }

  private tellOfQuestion(tx: Tx, release: Release, actor: Actor, reason: string): Promise<void> {
    const { id, number, title, projectId, environmentId } = release;
    return this.outbox.add(tx, {
      type: 'approval.asked',
      severity: 'info',
      projectId,
      environmentId,
      subject: { type: 'release', id, number, title },
      releaseId: id,
      data: { actor: actor.name, reason },
      at: this.clock.now(),
    });
  }

  private ensureAllowed(release: Release, command: Command): void {
    if (!decide(release.rollout, command, this.clock.millis()).ok)
      throw this.commands.refusalOf(release, command);
  }

  private async subjectOf(tx: Tx, release: Release): Promise<ApprovalSubject> {
    return subjectOf(release, await this.context.policyOf(tx, release.environmentId));
  }

  private async record(
    tx: Tx,
    release: Release,
    actor: Actor,
    { action, reason }: { readonly action: string; readonly reason: string | null },
  ): Promise<void> {
    await this.audit.record(tx, {
      actor: { kind: 'user', id: actor.id, name: actor.name },
      action,
      subject: { type: 'release', id: release.id, name: `#${release.number} ${release.title}` },
      projectId: release.projectId,
      reason,
      data: { status: release.status, revision: release.revision, planHash: release.planHash },
    });
  }
}
