import { Injectable } from '@nestjs/common';
import {
  decide,
  isAllowed,
  isPassing,
  startBlock,
  type Claim,
  type Command,
  type StartBlock,
} from '@release-console/rollout-core';
import { ApprovalsService } from '../../approvals/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField } from '../../platform/http/index.js';
import { deployCommand } from '../planning/deploy-checks.js';
import { PlanBuilder, type BuiltPlan } from '../planning/plan-builder.js';
import { ReleaseContextReadModel } from '../planning/release-context.read-model.js';
import { SoakReadModel } from '../planning/soak.read-model.js';
import { refusedBy } from '../releases.errors.js';
import type { Release } from '../store/release.entity.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { subjectOf } from '../view/approval-subject.js';
import { DecisionWriter, type Doer } from './decision-writer.js';
import { WorldReadModel } from './world.read-model.js';

export interface StartOptions {
  /** Null: the console itself, because its time has come. */
  readonly doer: Doer | null;
  readonly reason: string | null;
  /** A rollback that was approved together with the release that it undoes. */
  readonly isPreApproved: boolean;
  /** Take the nodes over from unfinished releases that are in the way. */
  readonly supersedes: boolean;
}

/** Lets a release begin: everything that must hold is looked at in the transaction that first lets a node change. */
@Injectable()
export class ReleaseStarter {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly plans: PlanBuilder,
    private readonly context: ReleaseContextReadModel,
    private readonly approvals: ApprovalsService,
    private readonly worlds: WorldReadModel,
    private readonly soaks: SoakReadModel,
    private readonly writer: DecisionWriter,
    private readonly clock: Clock,
  ) {}

  async start(tx: Tx, release: Release, options: StartOptions): Promise<Release> {
    await this.ensureApproved(tx, release, options);
    return this.begin(tx, release, options);
  }

  private async begin(tx: Tx, release: Release, options: StartOptions): Promise<Release> {
    await this.releases.announceBeginning(tx);
    const built = await this.freshPlan(tx, release);
    const command = deployCommand(release, built);
    await this.ensureUnblocked(tx, release, built, options);
    // Nothing that a dry run answers is read from them, and there may be a hundred thousand.
    if (!this.database.isRehearsing) await this.targets.insert(tx, release.id, built.waves.targets);
    return this.carryOut(tx, release, command, options);
  }

  /** Starts a scheduled release whose time has come; one that never can any more fails, others go on waiting. */
  async startDue(id: string): Promise<void> {
    const fault = await this.tryDue(id);
    if (!fault || isPassing(fault.code)) return;
    await this.database.transaction(async (tx) => {
      const release = await this.releases.tryLock(tx, id);
      if (release?.status !== 'scheduled') return;
      const error = { code: fault.code, message: fault.message };
      await this.carryOut(tx, release, { type: 'fail', error }, { doer: null, reason: null });
    });
  }

  private async tryDue(id: string): Promise<DomainError | null> {
    try {
      await this.database.transaction(async (tx) => {
        const release = await this.releases.tryLock(tx, id);
        const at = release?.rollout.schedule?.at;
        if (!release || release.status !== 'scheduled' || at === undefined) return;
        if (at > this.clock.millis()) return;
        const options = { doer: null, reason: null, isPreApproved: false, supersedes: false };
        await this.ensureApproved(tx, release, options);
        // Planning reads all of the environment, which is too much to do at each look for one that only waits.
        const block = await this.blockFor(tx, release, []);
        if (block) throw refusedBy(block);
        await this.begin(tx, release, options);
      });
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  /** What a release that could begin waits for; null when nothing is in its way. */
  async blockOf(tx: Tx, release: Release): Promise<StartBlock | null> {
    const { nodes } = await this.freshPlan(tx, release);
    const claims = await this.claimsOn(tx, release, nodes);
    return this.blockFor(tx, release, claims);
  }

  /** One that is sure to be refused at that time is not put off to it. */
  async ensureApprovedAt(tx: Tx, release: Release, at: number): Promise<void> {
    const expiresAt = await this.ensureApproved(tx, release, { isPreApproved: false });
    if (expiresAt === null || at < expiresAt) return;
    const end = new Date(expiresAt).toISOString();
    throw invalidField('at', 'approvals_expired', {
      en: `The approvals expire at ${end}; name an earlier time.`,
      zh: `批准将于 ${end} 过期；请指定更早的时间。`,
    });
  }

  /** When the approvals expire; null: never, or none are needed. */
  private async ensureApproved(
    tx: Tx,
    release: Release,
    options: Pick<StartOptions, 'isPreApproved'>,
  ): Promise<number | null> {
    if (options.isPreApproved || release.rollout.approvalOverride) return null;
    const subject = subjectOf(release, await this.context.policyOf(tx, release.environmentId));
    const { request, standing } = await this.approvals.stateOf(tx, subject);
    const { status } = standing;
    if (status === 'approved') return request.expiresAt;
    if (status === 'expired') throw approvalExpired();
    throw new DomainError('conflict', 'APPROVAL_MISSING', {
      en: 'The plan does not have the approvals that this environment asks for.',
      zh: '该计划尚未获得此环境要求的批准。',
    });
  }

  private async ensureUnblocked(
    tx: Tx,
    release: Release,
    built: BuiltPlan,
    options: StartOptions,
  ): Promise<void> {
    const claims = await this.claimsOn(tx, release, built.nodes);
    const block = await this.blockFor(tx, release, options.supersedes ? [] : claims);
    if (block) throw refusedBy(block);
    for (const claim of claims) await this.supersede(tx, claim, release, options);
  }

  private async blockFor(tx: Tx, release: Release, claims: readonly Claim[]): Promise<StartBlock | null> {
    const world = await this.worlds.of(tx, release);
    const soak = await this.soaks.ofRelease(tx, release);
    return startBlock(world, release.rollout, claims, soak);
  }

  private claimsOn(tx: Tx, release: Release, nodes: BuiltPlan['nodes']): Promise<readonly Claim[]> {
    const binIds = release.rollout.plan.bins.map(({ binId }) => binId);
    return this.targets.claimsOn(
      tx,
      binIds,
      nodes.map(({ id }) => id),
    );
  }

  private async supersede(tx: Tx, claim: Claim, by: Release, options: StartOptions): Promise<void> {
    const old = await this.releases.lock(tx, claim.id);
    if (!old) return;
    if (!isAllowed(old.status, 'supersede')) throw mustEndFirst(claim);
    await this.carryOut(tx, old, { type: 'supersede', by: by.number }, options);
  }

  private async carryOut(
    tx: Tx,
    release: Release,
    command: Command,
    { doer, reason }: Pick<StartOptions, 'doer' | 'reason'>,
  ): Promise<Release> {
    const decided = decide(release.rollout, command, this.clock.millis());
    if (!decided.ok) throw refusedBy(decided.refusal);
    return this.writer.write(tx, release, decided, doer, reason);
  }

  async freshPlan(tx: Tx, release: Release): Promise<BuiltPlan> {
    const place = await this.plans.placeOf(tx, release.environmentId);
    return this.plans.buildDraft(tx, place, release.draft);
  }
}

function approvalExpired(): DomainError {
  return new DomainError('conflict', 'APPROVAL_EXPIRED', {
    en: 'The approvals have expired; make a new release from this one.',
    zh: '批准已过期；请据此新建发布。',
  });
}

/** What goes back must get there: half of its nodes would keep what was found to be bad. */
function mustEndFirst({ id, number, nodes }: Claim): DomainError {
  return new DomainError(
    'conflict',
    'NODES_CLAIMED',
    {
      en: `Release #${number} is taking some of these nodes back and can not be superseded; deploy with whenBlocked "wait".`,
      zh: `发布 #${number} 正在撤回其中部分节点，不能被取代；请在开始时选择等待（whenBlocked 为“wait”）。`,
    },
    { facts: { releaseId: id, releaseNumber: number, nodes } },
  );
}
