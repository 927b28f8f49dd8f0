import { Injectable } from '@nestjs/common';
import { isLive } from '@release-console/rollout-core';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { DomainError, notFound, type LocalizedText } from '../platform/http/index.js';
import type { ReleaseActionDto } from './dto/release-action.dto.js';
import { CompletionsReadModel } from './planning/completions.read-model.js';
import { PlanBuilder } from './planning/plan-builder.js';
import type { ReleaseDraft } from './planning/release-draft.js';
import { ReleaseContextReadModel, type Place } from './planning/release-context.read-model.js';
import { RollbackReadModel, type PreviousVersion } from './planning/rollback.read-model.js';
import { ReleaseCommandsService } from './release-commands.service.js';
import { ReleaseDraftsService } from './release-drafts.service.js';
import type { Release } from './store/release.entity.js';
import { ReleasesRepository } from './store/releases.repository.js';

const HOUR_MS = 3_600_000;
const CAN_GO_BACK = ['completed', 'completed_with_exceptions', 'stopped'];

export interface BinRollback {
  readonly bin: string;
  /** Absent: what the nodes had before. Any other one needs approval, and must have completed there before. */
  readonly version?: string | undefined;
  readonly reason?: string | undefined;
}

/** One click back: a release under way turns round, a finished one is answered by a new release to the version before. */
@Injectable()
export class ReleaseRollbackService {
  constructor(
    private readonly commands: ReleaseCommandsService,
    private readonly drafts: ReleaseDraftsService,
    private readonly plans: PlanBuilder,
    private readonly context: ReleaseContextReadModel,
    private readonly history: RollbackReadModel,
    private readonly completions: CompletionsReadModel,
    private readonly releases: ReleasesRepository,
    private readonly clock: Clock,
  ) {}

  /** The id of the release that now goes back: the same one, or the new one. */
  rollback(actor: Actor, id: string, dto: ReleaseActionDto): Promise<string> {
    return this.commands.locked(id, dto, async (tx, release) => {
      if (isLive(release.status) || !CAN_GO_BACK.includes(release.status)) {
        return this.commands.turnRound(tx, release, actor, dto.reason ?? null);
      }
      return (await this.goBack(tx, release, actor, dto.reason)).id;
    });
  }

  /**
   * Takes one bin of a finished release back, in the transaction of the caller; one that is under way turns round as a whole. The
   * release that now goes back.
   */
  async rollbackBin(
    tx: Tx,
    actor: Actor,
    releaseId: string,
    { bin, version, reason }: BinRollback,
  ): Promise<Release> {
    const release = await this.releases.lock(tx, releaseId);
    if (!release) throw notFound('release');
    if (isLive(release.status)) {
      await this.commands.turnRound(tx, release, actor, reason ?? null);
      return release;
    }
    if (!CAN_GO_BACK.includes(release.status))
      throw nothingToGoBackTo({
        en: `Release #${release.number} brought nothing that could go back.`,
        zh: `发布 #${release.number} 没有带来任何可以回滚的内容。`,
      });
    return this.goBack(tx, release, actor, reason, { bin, version });
  }

  private async goBack(
    tx: Tx,
    release: Release,
    actor: Actor,
    reason: string | undefined,
    only?: Pick<BinRollback, 'bin' | 'version'>,
  ): Promise<Release> {
    await this.ensureLatest(tx, release);
    const nodeIds = await this.history.changedNodes(tx, release.id);
    // A selector without nodes is about all of the environment.
    if (nodeIds.length === 0)
      throw nothingToGoBackTo({
        en: 'This release ended before it let any node run something else.',
        zh: '此发布在让任何节点改变运行内容之前就已结束。',
      });
    const { versions, isPrevious } = await this.targetOf(tx, release, only);
    const place = await this.placeOf(tx, release);
    const built = await this.plans.buildDraft(tx, place, backTo(release.draft, versions, nodeIds));
    const back = await this.drafts.insert(tx, actor, built, {
      title: `Roll back to ${versions.map(({ bin, version }) => `${bin} ${version}`).join(', ')}`,
      notes: reason ?? `Rolls back release #${release.number}.`,
      kind: 'rollback',
      rollbackOfId: release.id,
    });
    if (isPrevious && (await this.isPreApproved(tx, release, place, versions))) {
      const approved = await this.commands.submitApproved(tx, back, actor);
      const options = { reason: reason ?? null, isPreApproved: true };
      return this.commands.deployIn(tx, approved, actor, options).catch(rivalFirst);
    }
    return this.commands.submitIn(tx, back, actor);
  }

  private async targetOf(
    tx: Tx,
    release: Release,
    only: Pick<BinRollback, 'bin' | 'version'> | undefined,
  ): Promise<{ readonly versions: readonly PreviousVersion[]; readonly isPrevious: boolean }> {
    const before = await this.history.previousVersions(tx, release.id);
    const previous = before.filter(({ bin }) => only === undefined || bin === only.bin);
    const isPrevious =
      only?.version === undefined || previous.some(({ version }) => version === only.version);
    if (isPrevious) return { versions: await this.ensurePossible(tx, release, previous), isPrevious };
    const wanted = { bin: only.bin, version: only.version };
    const named = await this.history.completedBefore(tx, release, wanted);
    if (named.length === 0)
      throw nothingToGoBackTo({
        en: `Version ${wanted.version} of ${wanted.bin} had not completed here before; publish it instead.`,
        zh: `${wanted.bin} 的版本 ${wanted.version} 此前未曾在此完成；请改为发布它。`,
      });
    return { versions: await this.ensurePossible(tx, release, named), isPrevious };
  }

  private async ensureLatest(tx: Tx, release: Release): Promise<void> {
    const newer = await this.history.newerRelease(tx, release);
    if (newer === undefined) return;
    const { number, kind } = newer;
    const why: LocalizedText =
      kind === 'rollback'
        ? {
            en: `Release #${number} took this bin back here since; release another version instead.`,
            zh: `此后发布 #${number} 已在这里撤回了该程序；请改为发布其他版本。`,
          }
        : {
            en: `Release #${number} changed this bin here since; roll that one back instead.`,
            zh: `此后发布 #${number} 又更改了这里的该程序；请改为回滚那一个。`,
          };
    throw new DomainError('conflict', 'NOT_THE_LATEST', why, { facts: { releaseNumber: number } });
  }

  private async ensurePossible(
    tx: Tx,
    release: Release,
    previous: readonly PreviousVersion[],
  ): Promise<readonly PreviousVersion[]> {
    if (previous.length === 0)
      throw nothingToGoBackTo({
        en: 'Before this release its nodes ran nothing that is known as a version.',
        zh: '在此发布之前，其节点运行的都不是已知版本。',
      });
    const withdrawn = previous.find(({ isWithdrawn }) => isWithdrawn);
    if (withdrawn) {
      throw new DomainError('conflict', 'VERSION_WITHDRAWN', {
        en: `Version ${withdrawn.version} of ${withdrawn.bin} was withdrawn; release another one instead.`,
        zh: `${withdrawn.bin} 的版本 ${withdrawn.version} 已撤下；请改为发布其他版本。`,
      });
    }
    const barrier = await this.history.barrierAgainst(tx, release, previous);
    if (barrier) {
      throw new DomainError(
        'conflict',
        'ROLLBACK_BARRIER',
        {
          en: `${barrier.bin} ${barrier.version} must not go back below ${barrier.below}; release a newer version instead.`,
          zh: `${barrier.bin} ${barrier.version} 不允许回退到 ${barrier.below} 以下；请改为发布更新的版本。`,
        },
        { facts: { ...barrier } },
      );
    }
    return previous;
  }

  /**
   * Approving a release approved its rollback, for as long as the environment says and to what had proved itself there. Nobody
   * approved to bring again what a rollback took away.
   */
  private async isPreApproved(
    tx: Tx,
    release: Release,
    place: Place,
    versions: readonly PreviousVersion[],
  ): Promise<boolean> {
    if (release.kind === 'rollback') return false;
    const finishedAt = release.finishedAt?.getTime() ?? 0;
    if (this.clock.millis() - finishedAt > place.environment.rollbackWindowHours * HOUR_MS) return false;
    const ids = versions.map(({ versionId }) => versionId);
    const times = await this.completions.timesIn(tx, release.environmentId, ids);
    return ids.every((id) => times.get(id));
  }

  private async placeOf(tx: Tx, release: Release): Promise<Place> {
    const place = await this.context.placeById(tx, release.environmentId);
    if (!place) throw new Error(`release ${release.id} has no environment`);
    return place;
  }
}

function nothingToGoBackTo(why: LocalizedText): DomainError {
  return new DomainError('conflict', 'NOTHING_TO_ROLL_BACK_TO', why);
}

/** No soak, no waves: everything at once, as far as maxUnavailable lets it; whoever fails to go back is named. */
function backTo(
  draft: ReleaseDraft,
  versions: readonly PreviousVersion[],
  nodeIds: readonly string[],
): ReleaseDraft {
  return {
    ...draft,
    bins: versions.map(({ bin, version }) => ({ bin, version })),
    selector: { labels: {}, nodeIds },
    strategy: { type: 'rolling', batch: '100%', waves: [], pause: null },
    hours: null,
    lateJoiners: 'baseline',
    minReadySeconds: 0,
    failureThreshold: '100%',
    onFailure: 'pause',
  };
}

/** Whoever goes back can not choose to wait; what decides about the nodes has to end first. */
function rivalFirst(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'NODES_CLAIMED') throw error;
  const { releaseNumber } = error.facts;
  throw new DomainError(
    'conflict',
    'NODES_CLAIMED',
    {
      en: `Release #${releaseNumber} is not finished and decides what these nodes run: stop it or take it back first, then roll this one back.`,
      zh: `发布 #${releaseNumber} 尚未结束，由它决定这些节点运行什么：请先停止或撤回它，再回滚此发布。`,
    },
    { facts: error.facts },
  );
}
