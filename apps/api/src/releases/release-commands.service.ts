import { Injectable } from '@nestjs/common';
import {
  decide,
  goOnBlock,
  isAllowed,
  isBlocked,
  isLive,
  isLost,
  TARGET_STATUSES,
  wayBackText,
  type Command,
} from '@release-console/rollout-core';
import { ApprovalsService } from '../approvals/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../platform/http/index.js';
import type {
  DeployDto,
  NodesActionDto,
  OverrideDto,
  PromoteDto,
  ReleaseActionDto,
  ScheduleDto,
} from './dto/release-action.dto.js';
import { DecisionWriter } from './engine/decision-writer.js';
import { ReleaseStarter } from './engine/release-starter.js';
import { ReleaseTicker } from './engine/release-ticker.js';
import { WorldReadModel } from './engine/world.read-model.js';
import { ReleaseContextReadModel } from './planning/release-context.read-model.js';
import { deployCommand, ensureSameContent, ensureSideBySide } from './planning/deploy-checks.js';
import { SoakReadModel } from './planning/soak.read-model.js';
import { refusedBy } from './releases.errors.js';
import type { Release } from './store/release.entity.js';
import { ReleasesRepository } from './store/releases.repository.js';
import { ReleaseTargetsRepository } from './store/release-targets.repository.js';
import { subjectOf } from './view/approval-subject.js';

const LOST = TARGET_STATUSES.filter(isLost);
const RETRIED = [...LOST, 'revert_failed'];

export interface HowToDeploy {
  readonly reason: string | null;
  readonly isPreApproved?: boolean;
  readonly whenBlocked?: DeployDto['whenBlocked'];
}

/** What people do with a release: load for update, decide, write, all in one transaction. */
@Injectable()
export class ReleaseCommandsService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly context: ReleaseContextReadModel,
    private readonly approvals: ApprovalsService,
    private readonly worlds: WorldReadModel,
    private readonly soaks: SoakReadModel,
    private readonly starter: ReleaseStarter,
    private readonly writer: DecisionWriter,
    private readonly ticker: ReleaseTicker,
    private readonly clock: Clock,
  ) {}

  submit(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => void (await this.submitIn(tx, release, actor)));
  }

  async submitIn(tx: Tx, release: Release, actor: Actor): Promise<Release> {
    // Approvals for a plan that could not be deployed any more would be in vain.
    if (release.status === 'draft') {
      const built = await this.starter.freshPlan(tx, release);
      ensureSameContent(release.rollout.plan, built.plan);
      ensureSideBySide(built);
    }
    if (!isAllowed(release.status, 'submit'))
      throw this.refusalOf(release, { type: 'submit', isApproved: false });
    const policy = await this.context.policyOf(tx, release.environmentId);
    const { standing } = await this.approvals.open(tx, subjectOf(release, policy), policy);
    const command: Command = { type: 'submit', isApproved: standing.status === 'approved' };
    const submitted = await this.carryOut(tx, release, command, actor, null);
    if (release.kind === 'forward') await this.retireOlder(tx, submitted, actor);
    return submitted;
  }

  /** Nobody is to be asked for what the same nodes will not get any more. */
  private async retireOlder(tx: Tx, release: Release, actor: Actor): Promise<void> {
    for (const id of await this.releases.olderRequests(tx, release)) {
      const older = await this.releases.lock(tx, id);
      if (older?.status !== 'pending_approval') continue;
      await this.carryOut(tx, older, { type: 'supersede', by: release.number }, actor, null);
    }
  }

  /** A rollback that was approved together with the release that it undoes. */
  submitApproved(tx: Tx, release: Release, actor: Actor): Promise<Release> {
    return this.carryOut(tx, release, { type: 'submit', isApproved: true }, actor, null);
  }

  async turnRound(tx: Tx, release: Release, actor: Actor, reason: string | null): Promise<string> {
    const why = isLive(release.status) ? await this.worlds.noWayBack(tx, release) : null;
    if (why) {
      const code = why.kind === 'barrier' ? 'ROLLBACK_BARRIER' : 'VERSION_WITHDRAWN';
      const { en, zh } = wayBackText(why);
      throw new DomainError(
        'conflict',
        code,
        { en: `It can not go back: ${en}. Stop it instead.`, zh: `无法撤回：${zh}。请改为就地停止。` },
        {
          facts: { version: why.version },
        },
      );
    }
    await this.carryOut(tx, release, { type: 'rollback', actor: actor.name }, actor, reason);
    return release.id;
  }

  async deploy(actor: Actor, id: string, dto: DeployDto): Promise<void> {
    const how = { reason: dto.reason ?? null, whenBlocked: dto.whenBlocked };
    try {
      await this.locked(id, dto, async (tx, release) => void (await this.deployIn(tx, release, actor, how)));
    } catch (error) {
      if (dto.whenBlocked !== 'wait' || !(error instanceof DomainError) || !isBlocked(error.code))
        throw error;
      await this.locked(id, dto, (tx, release) =>
        this.schedule(tx, release, actor, this.clock.millis(), how.reason),
      );
    }
  }

  /** The quorum is counted in the transaction that first lets a node change. */
  async deployIn(tx: Tx, release: Release, actor: Actor, how: HowToDeploy): Promise<Release> {
    const { reason, isPreApproved = false } = how;
    if (!isAllowed(release.status, 'deploy'))
      throw this.refusalOf(release, { type: 'deploy', steps: [], groupSizes: {} });
    const started = await this.starter.start(tx, release, {
      doer: { id: actor.id, name: actor.name },
      reason,
      isPreApproved,
      supersedes: how.whenBlocked === 'supersede',
    });
    await this.ticker.touch(tx, release.id);
    return started;
  }

  /** Deploys by itself later; it is looked at already now whether it could be. */
  scheduleAt(actor: Actor, id: string, dto: ScheduleDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      const at = new Date(dto.at).getTime();
      if (at <= this.clock.millis())
        throw invalidField('at', 'in_the_past', {
          en: 'Name a time in the future, or deploy now.',
          zh: '请指定将来的时间，或立即开始。',
        });
      if (isAllowed(release.status, 'schedule')) await this.starter.ensureApprovedAt(tx, release, at);
      deployCommand(release, await this.starter.freshPlan(tx, release));
      await this.schedule(tx, release, actor, at, dto.reason ?? null);
    });
  }

  private async schedule(
    tx: Tx,
    release: Release,
    actor: Actor,
    at: number,
    reason: string | null,
  ): Promise<void> {
    const command: Command = { type: 'schedule', at, actor: actor.name };
    await this.carryOut(tx, release, command, actor, reason);
  }

  /** Commands that need nothing but the release itself. */
  simple(actor: Actor, id: string, dto: ReleaseActionDto, command: Command): Promise<void> {
    return this.locked(
      id,
      dto,
      async (tx, release) => void (await this.carryOut(tx, release, command, actor, dto.reason ?? null)),
    );
  }

  /** An override that was needed for nothing would only be misread later. */
  overrideSoak(actor: Actor, id: string, dto: OverrideDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      const soak = await this.soaks.ofRelease(tx, release);
      if (soak === null || soak.isSatisfied)
        throw new DomainError('conflict', 'NOTHING_TO_OVERRIDE', {
          en: 'No promotion rule is in its way.',
          zh: '没有晋级规则阻挡此发布。',
        });
      const command = { type: 'override_soak', actor: actor.name, reason: dto.reason } as const;
      await this.carryOut(tx, release, command, actor, dto.reason);
    });
  }

  resume(actor: Actor, id: string, dto: ReleaseActionDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      await this.ensureMayGoOn(tx, release);
      const lost = await this.targets.withStatus(tx, release.id, LOST);
      await this.carryOut(tx, release, { type: 'resume', lost }, actor, dto.reason ?? null);
    });
  }

  promote(actor: Actor, id: string, dto: PromoteDto): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      await this.ensureMayGoOn(tx, release);
      const command: Command = { type: 'promote', isFull: dto.full ?? false };
      await this.carryOut(tx, release, command, actor, dto.reason ?? null);
    });
  }

  /** Asks the lost nodes once more, or leaves nodes out; all that are lost when none are named. */
  aboutNodes(actor: Actor, id: string, dto: NodesActionDto, type: 'retry' | 'skip'): Promise<void> {
    return this.locked(id, dto, async (tx, release) => {
      if (type === 'retry') await this.ensureMayGoOn(tx, release);
      const targets = dto.nodeIds
        ? await this.targets.ofNodes(tx, release.id, dto.nodeIds)
        : await this.targets.withStatus(tx, release.id, RETRIED);
      if (dto.nodeIds && targets.length < dto.nodeIds.length)
        throw invalidField('nodeIds', 'not_a_target', {
          en: 'Some of these nodes are no targets of this release.',
          zh: '其中有些节点不在此发布的目标之中。',
        });
      await this.carryOut(tx, release, { type, targets }, actor, dto.reason ?? null);
    });
  }

  private async ensureMayGoOn(tx: Tx, release: Release): Promise<void> {
    const block = goOnBlock(await this.worlds.of(tx, release), release.rollout);
    if (block) throw refusedBy(block);
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

  async carryOut(
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

  refusalOf(release: Release, command: Command): DomainError {
    const decided = decide(release.rollout, command, this.clock.millis());
    return decided.ok
      ? new DomainError('conflict', 'ILLEGAL_TRANSITION', {
          en: 'The release is not in a state for that.',
          zh: '发布当前的状态不允许此操作。',
        })
      : refusedBy(decided.refusal);
  }
}

function ensureSame(release: Release, dto: ReleaseActionDto): void {
  const isStale = dto.expectedRevision !== undefined && dto.expectedRevision !== release.revision;
  if (isStale) {
    throw new DomainError(
      'conflict',
      'RELEASE_CHANGED',
      {
        en: 'The release has moved on since you looked at it; look again.',
        zh: '此发布在你查看之后已有变化，请重新查看。',
      },
      {
        facts: { revision: release.revision, releaseStatus: release.status },
      },
    );
  }
  if (dto.planHash !== undefined && dto.planHash !== release.planHash) {
    throw new DomainError(
      'conflict',
      'PLAN_CHANGED',
      {
        en: 'The plan is another one than you looked at; look again.',
        zh: '计划与你查看时的不同，请重新查看。',
      },
      {
        facts: { planHash: release.planHash },
      },
    );
  }
}
