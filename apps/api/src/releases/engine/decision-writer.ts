import { Injectable } from '@nestjs/common';
import { isFinal, isLive, type Decision, type DesiredIntent } from '@release-console/rollout-core';
import { AuditLog, SYSTEM } from '../../audit/index.js';
import { Baselines, DesiredStateRepository } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Realtime } from '../../realtime/index.js';
import { ReleaseContextReadModel } from '../planning/release-context.read-model.js';
import type { Release } from '../store/release.entity.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { progressOf } from '../view/counts.js';

export interface Doer {
  readonly id: string;
  readonly name: string;
}

/** Puts a decision into effect: state, targets, desired state, events, audit and news, all in the caller's transaction. */
@Injectable()
export class DecisionWriter {
  constructor(
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly desired: DesiredStateRepository,
    private readonly baselines: Baselines,
    private readonly context: ReleaseContextReadModel,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  async write(
    tx: Tx,
    before: Release,
    decision: Decision,
    doer: Doer | null,
    reason: string | null = null,
  ): Promise<Release> {
    await this.targets.save(tx, before.id, decision.targets);
    if (decision.events.length === 0) return before;
    await this.writeDesired(tx, before, decision.desired);
    const after = await this.releases.save(tx, before, {
      rollout: decision.rollout,
      events: decision.events,
      at: this.clock.now(),
      actor: doer,
    });
    if (isLive(before.status) && isFinal(after.status)) await this.end(tx, after);
    await this.recordAudit(tx, after, decision, doer, reason);
    await this.publish(tx, after);
    return after;
  }

  async publish(tx: Tx, release: Release): Promise<void> {
    const { status, revision, rollout } = release;
    const patch = { status, revision, step: rollout.step, progress: progressOf(rollout) };
    await this.realtime.publish(tx, {
      topic: 'release',
      id: release.id,
      projectId: release.projectId,
      patch,
    });
  }

  private async writeDesired(tx: Tx, release: Release, intents: readonly DesiredIntent[]): Promise<void> {
    const bin = release.rollout.plan.bins[0];
    if (!bin || intents.length === 0) return;
    const digests = [...new Set(intents.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])))];
    const versions = await this.context.versionIdsOf(tx, bin.binId, digests);
    const { conflicts } = await this.desired.apply(
      tx,
      intents.map((intent) => ({
        nodeId: intent.nodeId,
        binId: bin.binId,
        expectedGeneration: intent.expectedGeneration,
        sha256: intent.sha256,
        versionId:
          intent.action === 'activate'
            ? bin.versionId
            : intent.sha256 === null
              ? null
              : (versions.get(intent.sha256) ?? null),
        action: intent.action,
        source: intent.sha256 === null ? 'none' : 'release',
        releaseId: release.id,
        reason:
          intent.action === 'activate'
            ? `release #${release.number}`
            : `rollback of release #${release.number}`,
      })),
    );
    if (conflicts.length > 0) {
      throw new DomainError(
        'conflict',
        'DESIRED_STATE_CHANGED',
        'Something else changed what these nodes should run; try again.',
      );
    }
  }

  private async end(tx: Tx, release: Release): Promise<void> {
    await this.targets.releaseClaims(tx, release.id);
    const bin = release.rollout.plan.bins[0];
    if (!bin || release.status !== 'completed' || !(await this.coversEnvironment(tx, release))) return;
    await this.baselines.set(tx, {
      environmentId: release.environmentId,
      binId: bin.binId,
      versionId: bin.versionId,
      releaseId: release.id,
    });
  }

  /** A rollback covers what the release that it undoes covered. */
  private async coversEnvironment(tx: Tx, release: Release): Promise<boolean> {
    if (release.rollbackOfId) {
      const origin = await this.releases.find(tx, release.rollbackOfId);
      return origin !== null && this.coversEnvironment(tx, origin);
    }
    const { selector } = release.rollout.plan;
    return Object.keys(selector.labels).length === 0 && selector.nodeIds.length === 0;
  }

  private async recordAudit(
    tx: Tx,
    release: Release,
    decision: Decision,
    doer: Doer | null,
    reason: string | null,
  ): Promise<void> {
    const actor = doer ? ({ kind: 'user', ...doer } as const) : SYSTEM;
    for (const event of decision.events) {
      if (event.type === 'targets.changed') continue;
      await this.audit.record(tx, {
        actor,
        action: event.type,
        subject: { type: 'release', id: release.id, name: `#${release.number} ${release.title}` },
        projectId: release.projectId,
        reason,
        data: { status: release.status, revision: release.revision, planHash: release.planHash },
      });
    }
  }
}
