import { Injectable } from '@nestjs/common';
import { decide, isLost, TARGET_STATUSES, type Command } from '@release-console/rollout-core';
import { ApprovalsService } from '../approvals/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DomainError, notFound } from '../platform/http/index.js';
import type { ReleaseActionDto } from './dto/release-action.dto.js';
import { DecisionWriter } from './engine/decision-writer.js';
import { ReleaseTicker } from './engine/release-ticker.js';
import { PlanBuilder, type BuiltPlan } from './planning/plan-builder.js';
import { ReleaseContextReadModel } from './planning/release-context.read-model.js';
import { deployCommand, ensureSameContent } from './planning/deploy-checks.js';
import { refusedBy } from './releases.errors.js';
import type { Release } from './store/release.entity.js';
import { ReleasesRepository } from './store/releases.repository.js';
import { ReleaseTargetsRepository } from './store/release-targets.repository.js';
import { subjectOf } from './view/approval-subject.js';

const LOST = TARGET_STATUSES.filter(isLost);

/** What people do with a release: load for update, decide, write, all in one transaction. */
@Injectable()
export class ReleaseCommandsService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly plans: PlanBuilder,
    private readonly context: ReleaseContextReadModel,
    private readonly approvals: ApprovalsService,
    private readonly writer: DecisionWriter,
    private readonly ticker: ReleaseTicker,
    private readonly clock: Clock,
  ) {}

  submit(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => void (await this.submitIn(tx, release, actor)));
  }

  async submitIn(tx: Tx, release: Release, actor: Actor): Promise<Release> {
    // Approvals for a plan that could not be deployed any more would be in vain.
    if (release.status === 'draft')
      ensureSameContent(release.rollout.plan, (await this.freshPlan(tx, release)).plan);
    const subject = subjectOf(release, await this.requiredApprovals(tx, release));
    const { isSatisfied } = await this.approvals.tallyOf(tx, subject);
    return this.carryOut(tx, release, { type: 'submit', isApproved: isSatisfied }, actor, null);
  }

  /** A rollback that was approved together with the release that it undoes. */
  submitApproved(tx: Tx, release: Release, actor: Actor): Promise<Release> {
    return this.carryOut(tx, release, { type: 'submit', isApproved: true }, actor, null);
  }

  async turnRound(tx: Tx, release: Release, actor: Actor, reason: string | null): Promise<string> {
    await this.carryOut(tx, release, { type: 'rollback', actor: actor.name }, actor, reason);
    return release.id;
  }

  approve(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      const subject = subjectOf(release, await this.requiredApprovals(tx, release));
      // An approved release takes more approvals only while it lacks some, because the environment asks for more now.
      const isOpen =
        release.status === 'pending_approval' ||
        (release.status === 'approved' && !(await this.approvals.tallyOf(tx, subject)).isSatisfied);
      if (!isOpen) throw this.refusalOf(release, { type: 'approve' });
      const { isSatisfied } = await this.approvals.approve(tx, subject, actor, dto.reason ?? null);
      if (isSatisfied && release.status === 'pending_approval') {
        await this.carryOut(tx, release, { type: 'approve' }, actor, dto.reason ?? null);
      } else await this.writer.publish(tx, release);
    });
  }

  reject(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      const command: Command = { type: 'reject', reason: dto.reason ?? null };
      if (!decide(release.rollout, command, this.clock.millis()).ok) throw this.refusalOf(release, command);
      const subject = subjectOf(release, await this.requiredApprovals(tx, release));
      await this.approvals.reject(tx, subject, actor, dto.reason ?? null);
      await this.carryOut(tx, release, command, actor, dto.reason ?? null);
    });
  }

  deploy(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(
      id,
      dto,
      async (tx, release) => void (await this.deployIn(tx, release, actor, dto.reason ?? null)),
    );
  }

  /** The quorum is counted here, in the transaction that first lets a node change. */
  async deployIn(
    tx: Tx,
    release: Release,
    actor: Actor,
    reason: string | null,
    isPreApproved = false,
  ): Promise<Release> {
    const subject = subjectOf(release, await this.requiredApprovals(tx, release));
    const quorum = await this.approvals.tallyOf(tx, subject);
    if (release.status === 'pending_approval' && quorum.isSatisfied) {
      // The environment asks for fewer approvals than when it was submitted.
      const approved = await this.carryOut(tx, release, { type: 'approve' }, actor, reason);
      return this.deployIn(tx, approved, actor, reason);
    }
    if (release.status !== 'approved')
      throw this.refusalOf(release, { type: 'deploy', steps: [], groupSizes: {} });
    if (!isPreApproved && !quorum.isSatisfied) {
      throw new DomainError(
        'conflict',
        'APPROVAL_MISSING',
        'The plan does not have the approvals that this environment asks for.',
      );
    }
    const built = await this.freshPlan(tx, release);
    const command = deployCommand(release, built);
    const binId = release.rollout.plan.bins[0]?.binId ?? '';
    const [claim] = await this.targets.claimsOn(
      tx,
      binId,
      built.nodes.map((node) => node.id),
    );
    if (claim) {
      throw new DomainError(
        'conflict',
        'NODES_CLAIMED',
        `Release #${claim.number} is not finished and decides what ${claim.nodes} of these nodes run; let it end or stop it first.`,
        {
          facts: { releaseId: claim.id, releaseNumber: claim.number, nodes: claim.nodes },
        },
      );
    }
    await this.targets.insert(tx, release.id, binId, built.waves.targets);
    return this.carryOut(tx, release, command, actor, reason);
  }

  /** Commands that need nothing but the release itself. */
  simple(actor: Actor, id: string, dto: ReleaseActionDto, command: Command): Promise<void> {
    return this.locked(
      id,
      dto,
      async (tx, release) => void (await this.carryOut(tx, release, command, actor, dto.reason ?? null)),
    );
  }

  resume(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      const lost = await this.targets.withStatus(tx, release.id, LOST);
      await this.carryOut(tx, release, { type: 'resume', lost }, actor, dto.reason ?? null);
    });
  }

  async locked<T>(
    id: string,
    dto: ReleaseActionDto,
    work: (tx: Tx, release: Release) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      const release = await this.releases.lock(tx, id);
      if (!release) throw notFound('release');
      ensureSame(release, dto);
      return work(tx, release);
    });
  }

  private async carryOut(
    tx: Tx,
    release: Release,
    command: Command,
    actor: Actor,
    reason: string | null,
  ): Promise<Release> {
    const decided = decide(release.rollout, command, this.clock.millis());
    if (!decided.ok) throw refusedBy(decided.refusal);
    const after = await this.writer.write(tx, release, decided, { id: actor.id, name: actor.name }, reason);
    await this.ticker.touch(tx, release.id);
    return after;
  }

  private async freshPlan(tx: Tx, release: Release): Promise<BuiltPlan> {
    const place = await this.plans.placeOf(tx, { environmentId: release.environmentId });
    return this.plans.buildDraft(tx, place, release.draft);
  }

  private async requiredApprovals(tx: Tx, release: Release): Promise<number> {
    const place = await this.context.placeById(tx, release.environmentId);
    return place?.environment.requiredApprovals ?? 1;
  }

  private refusalOf(release: Release, command: Command): DomainError {
    const decided = decide(release.rollout, command, this.clock.millis());
    return decided.ok
      ? new DomainError('conflict', 'ILLEGAL_TRANSITION', 'The release is not in a state for that.')
      : refusedBy(decided.refusal);
  }
}

function ensureSame(release: Release, dto: ReleaseActionDto): void {
  const isStale = dto.expectedRevision !== undefined && dto.expectedRevision !== release.revision;
  if (isStale) {
    throw new DomainError(
      'conflict',
      'RELEASE_CHANGED',
      'The release has moved on since you looked at it; look again.',
      {
        facts: { revision: release.revision, status: release.status },
      },
    );
  }
  if (dto.planHash !== undefined && dto.planHash !== release.planHash) {
    throw new DomainError(
      'conflict',
      'PLAN_CHANGED',
      'The plan is another one than you looked at; look again.',
      {
        facts: { planHash: release.planHash },
      },
    );
  }
}
