import { Injectable } from '@nestjs/common';
import { isLive } from '@release-console/rollout-core';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { DomainError } from '../platform/http/index.js';
import type { ReleaseActionDto } from './dto/release-action.dto.js';
import { PlanBuilder } from './planning/plan-builder.js';
import type { ReleaseDraft } from './planning/release-draft.js';
import { ReleaseContextReadModel, type Place } from './planning/release-context.read-model.js';
import { RollbackReadModel, type PreviousVersion } from './planning/rollback.read-model.js';
import { ReleaseCommandsService } from './release-commands.service.js';
import { ReleaseDraftsService } from './release-drafts.service.js';
import type { Release } from './store/release.entity.js';

const HOUR_MS = 3_600_000;
const CAN_GO_BACK = ['completed', 'completed_with_exceptions', 'stopped'];

/** One click back: a release under way turns round, a finished one is answered by a new release to the version before. */
@Injectable()
export class ReleaseRollbackService {
  constructor(
    private readonly commands: ReleaseCommandsService,
    private readonly drafts: ReleaseDraftsService,
    private readonly plans: PlanBuilder,
    private readonly context: ReleaseContextReadModel,
    private readonly history: RollbackReadModel,
    private readonly clock: Clock,
  ) {}

  /** The id of the release that now goes back: the same one, or the new one. */
  rollback(actor: Actor, id: string, dto: ReleaseActionDto): Promise<string> {
    return this.commands.locked(id, dto, async (tx, release) => {
      if (isLive(release.status) || !CAN_GO_BACK.includes(release.status)) {
        return this.commands.turnRound(tx, release, actor, dto.reason ?? null);
      }
      return this.goBack(tx, release, actor, dto.reason);
    });
  }

  private async goBack(tx: Tx, release: Release, actor: Actor, reason: string | undefined): Promise<string> {
    await this.ensureLatest(tx, release);
    const nodeIds = await this.history.changedNodes(tx, release.id);
    // A selector without nodes is about all of the environment.
    if (nodeIds.length === 0)
      throw nothingToGoBackTo('This release ended before it let any node run something else.');
    const versions = await this.previousVersions(tx, release);
    const place = await this.placeOf(tx, release);
    const built = await this.plans.buildDraft(tx, place, backTo(release.draft, versions, nodeIds));
    const back = await this.drafts.insert(tx, actor, built, {
      title: `Roll back to ${versions.map(({ bin, version }) => `${bin} ${version}`).join(', ')}`,
      notes: reason ?? `Rolls back release #${release.number}.`,
      kind: 'rollback',
      rollbackOfId: release.id,
    });
    if (await this.isPreApproved(tx, release, place, versions)) {
      const approved = await this.commands.submitApproved(tx, back, actor);
      await this.commands.deployIn(tx, approved, actor, { reason: reason ?? null, isPreApproved: true });
    } else {
      await this.commands.submitIn(tx, back, actor);
    }
    return back.id;
  }

  private async ensureLatest(tx: Tx, release: Release): Promise<void> {
    const newer = await this.history.newerRelease(tx, release);
    if (newer === undefined) return;
    throw new DomainError(
      'conflict',
      'NOT_THE_LATEST',
      `Release #${newer} changed this bin here since; roll that one back instead.`,
      {
        facts: { releaseNumber: newer },
      },
    );
  }

  private async previousVersions(tx: Tx, release: Release): Promise<readonly PreviousVersion[]> {
    const previous = await this.history.previousVersions(tx, release.id);
    if (previous.length === 0)
      throw nothingToGoBackTo('Before this release its nodes ran nothing that is known as a version.');
    const withdrawn = previous.find(({ isWithdrawn }) => isWithdrawn);
    if (withdrawn) {
      throw new DomainError(
        'conflict',
        'VERSION_WITHDRAWN',
        `Version ${withdrawn.version} of ${withdrawn.bin} was withdrawn; release another one instead.`,
      );
    }
    const barrier = await this.history.barrierAgainst(tx, release, previous);
    if (barrier) {
      throw new DomainError(
        'conflict',
        'ROLLBACK_BARRIER',
        `${barrier.bin} ${barrier.version} must not go back below ${barrier.below}; release a newer version instead.`,
        { facts: { ...barrier } },
      );
    }
    return previous;
  }

  /** Approving a release approved its rollback, for as long as the environment says and to what had proved itself there. */
  private async isPreApproved(
    tx: Tx,
    release: Release,
    place: Place,
    versions: readonly PreviousVersion[],
  ): Promise<boolean> {
    const finishedAt = release.finishedAt?.getTime() ?? 0;
    if (this.clock.millis() - finishedAt > place.environment.rollbackWindowHours * HOUR_MS) return false;
    for (const { versionId } of versions)
      if (!(await this.history.hasCompleted(tx, release.environmentId, versionId))) return false;
    return true;
  }

  private async placeOf(tx: Tx, release: Release): Promise<Place> {
    const place = await this.context.placeById(tx, release.environmentId);
    if (!place) throw new Error(`release ${release.id} has no environment`);
    return place;
  }
}

function nothingToGoBackTo(why: string): DomainError {
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
