import { Injectable } from '@nestjs/common';
import { takeJoiners, takesJoiners } from '@release-console/rollout-core';
import { JoinersReadModel } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { lackingSideBySide } from '../planning/plan-builder.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { DecisionWriter } from './decision-writer.js';

/** Lets nodes that join an environment follow in the last wave of a release that is under way there. */
@Injectable()
export class ReleaseJoiners {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly newcomers: JoinersReadModel,
    private readonly writer: DecisionWriter,
    private readonly clock: Clock,
  ) {}

  async take(releaseId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const release = await this.releases.tryLock(tx, releaseId);
      if (!release || !takesJoiners(release.rollout)) return;
      const { id, environmentId, rollout } = release;
      const { selector, bins } = rollout.plan;
      const nodes = await this.newcomers.of(tx, { id, environmentId, selector });
      if (nodes.length === 0) return;
      const binIds = bins.map(({ binId }) => binId);
      const claimed = await this.targets.claimedOf(
        tx,
        binIds,
        nodes.map((node) => node.id),
      );
      const unfit = new Set(lackingSideBySide(rollout.plan, nodes));
      // Those that another release decides about join when that one has ended.
      const free = nodes.filter((node) => !claimed.has(node.id) && !unfit.has(node));
      const candidates = free.map(({ id: nodeId, labels, arch }) => ({ nodeId, labels, arch }));
      const { joined, ...decision } = takeJoiners(rollout, candidates, this.clock.millis());
      if (joined.length === 0) return;
      await this.targets.insert(tx, id, joined);
      await this.writer.write(tx, release, decision, null);
    });
  }
}
