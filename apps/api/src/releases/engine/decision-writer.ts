import { Injectable } from '@nestjs/common';
import {
  hasTakenHold,
  isFinal,
  isLive,
  type Decision,
  type DesiredIntent,
} from '@release-console/rollout-core';
import { AuditLog, SYSTEM } from '../../audit/index.js';
import { Baselines, DesiredStateRepository, type DesiredChange } from '../../nodes/index.js';
import { Outbox } from '../../notifications/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Realtime } from '../../realtime/index.js';
import { ReleaseContextReadModel } from '../planning/release-context.read-model.js';
import type { Release } from '../store/release.entity.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { progressOf } from '../view/counts.js';
import { releaseNews } from './release-news.js';

const COMPLETED: readonly string[] = ['completed', 'completed_with_exceptions'];

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
    private readonly outbox: Outbox,
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
    await this.recordAudit(tx, before, after, decision, doer, reason);
    for (const news of releaseNews(after, decision.events, { doer, reason, at: this.clock.now() }))
      await this.outbox.add(tx, news);
    await this.publish(tx, after);
    return after;
  }

  async publish(tx: Tx, release: Release): Promise<void> {
    const { status, revision, rollout } = release;
    const patch = { status, revision, step: Math.max(0, rollout.step), progress: progressOf(rollout) };
    await this.realtime.publish(tx, {
      topic: 'release',
      id: release.id,
      projectId: release.projectId,
      patch,
    });
  }

  private async writeDesired(tx: Tx, release: Release, intents: readonly DesiredIntent[]): Promise<void> {
    if (intents.length === 0) return;
    const changes: DesiredChange[] = [];
    for (const bin of release.rollout.plan.bins) {
      const own = intents.filter(({ binId }) => binId === bin.binId);
      const back = own.flatMap(({ action, sha256 }) =>
        action === 'revert' && sha256 !== null ? [sha256] : [],
      );
      const versions = await this.context.versionIdsOf(tx, bin.binId, [...new Set(back)]);
      changes.push(...own.map((intent) => toDesiredChange(release, intent, bin.versionId, versions)));
    }
    const { conflicts } = await this.desired.apply(tx, changes);
    if (conflicts.length > 0) {
      throw new DomainError('conflict', 'DESIRED_STATE_CHANGED', {
        en: 'Something else changed what these nodes should run; try again.',
        zh: '这些节点应当运行的内容已被其他操作更改，请重试。',
      });
    }
  }

  private async end(tx: Tx, release: Release): Promise<void> {
    await this.targets.releaseClaims(tx, release, this.clock.millis());
    const origin = await this.originOf(tx, release);
    if (!(await this.coversEnvironment(tx, release, origin))) return;
    const { environmentId } = release;
    for (const { binId, versionId } of release.rollout.plan.bins) {
      const baseline = { environmentId, binId, versionId, releaseId: release.id };
      const brought = origin?.rollout.plan.bins.find((bin) => bin.binId === binId);
      if (brought) await this.baselines.replace(tx, brought.versionId, baseline);
      else await this.baselines.set(tx, baseline);
    }
  }

  /** A rollback covers what the release that it undoes had covered. */
  private async coversEnvironment(tx: Tx, release: Release, origin: Release | null): Promise<boolean> {
    if (!COMPLETED.includes(release.status) || !hasTakenHold(release.rollout)) return false;
    if (origin) return this.coversEnvironment(tx, origin, await this.originOf(tx, origin));
    const { selector } = release.rollout.plan;
    return Object.keys(selector.labels).length === 0 && selector.nodeIds.length === 0;
  }

  private async originOf(tx: Tx, { rollbackOfId }: Release): Promise<Release | null> {
    return rollbackOfId ? this.releases.find(tx, rollbackOfId) : null;
  }

  private async recordAudit(
    tx: Tx,
    before: Release,
    release: Release,
    decision: Decision,
    doer: Doer | null,
    reason: string | null,
  ): Promise<void> {
    const actor = doer ? ({ kind: 'user', ...doer } as const) : SYSTEM;
    const moved =
      before.status === release.status
        ? { status: release.status }
        : { status: { from: before.status, to: release.status } };
    for (const event of decision.events) {
      if (event.type === 'targets.changed') continue;
      await this.audit.record(tx, {
        actor,
        action: event.type,
        subject: { type: 'release', id: release.id, name: `#${release.number} ${release.title}` },
        projectId: release.projectId,
        reason,
        data: { revision: release.revision, planHash: release.planHash, ...moved },
      });
    }
  }
}

function toDesiredChange(
  release: Release,
  { nodeId, binId, sha256, action, expectedGeneration }: DesiredIntent,
  newVersionId: string,
  earlier: ReadonlyMap<string, string>,
): DesiredChange {
  const versionBefore = sha256 === null ? null : (earlier.get(sha256) ?? null);
  const isBack = action === 'revert';
  return {
    nodeId,
    binId,
    expectedGeneration,
    sha256,
    versionId: isBack ? versionBefore : newVersionId,
    action,
    source: sha256 === null ? 'none' : 'release',
    releaseId: release.id,
    reason: isBack ? `rollback of release #${release.number}` : `release #${release.number}`,
  };
}
