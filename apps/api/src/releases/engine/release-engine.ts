import { Injectable } from '@nestjs/common';
import {
  advance,
  inViewOf,
  follow,
  isFollowed,
  isLive,
  restsOnSuccesses,
  takeIn,
  wantedCandidates,
  type Decision,
  type Target,
  type TargetWithFacts,
  type World,
} from '@release-console/rollout-core';
import { EngineFacts, type EngineFact } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReleaseAnalysesRepository } from '../analysis/release-analyses.repository.js';
import { ReleaseContextReadModel } from '../planning/release-context.read-model.js';
import type { Release } from '../store/release.entity.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository, TOUCHED_AT_ONCE } from '../store/release-targets.repository.js';
import { DecisionWriter } from './decision-writer.js';
import { toNodeFacts } from './node-facts.js';
import { WorldReadModel, type Outside } from './world.read-model.js';

/** Several steps may be open at once, for example empty waves; each costs one round. */
const ROUNDS = 50;

@Injectable()
export class ReleaseEngine {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly facts: EngineFacts,
    private readonly context: ReleaseContextReadModel,
    private readonly worlds: WorldReadModel,
    private readonly analyses: ReleaseAnalysesRepository,
    private readonly writer: DecisionWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at one release and does what is open now. Any process may call it at any time, twice, or not at all: a
   * release that somebody else holds is left to them, and what was done is not done again. True when more is waiting.
   */
  async tick(releaseId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const release = await this.releases.tryLock(tx, releaseId);
      if (release && isFollowed(release.status)) return this.follow(tx, release);
      if (!release || !isLive(release.status)) return false;
      // Before anything is asked for: nobody was silent for the time that the answers took.
      const now = this.clock.millis();
      const touched = await this.targets.takeTouched(tx, releaseId, now);
      const heard = await this.withFacts(tx, release, touched);
      const outside = await this.worlds.outside(tx, release);
      const world = await this.worlds.within(tx, release, outside);
      const news = takeIn(release.rollout, heard, now, world);
      const current = await this.writer.write(tx, release, news, null);
      await this.advanceWhileOpen(tx, current, outside);
      return touched.length >= TOUCHED_AT_ONCE;
    });
  }

  /** One that has ended while nodes were at work: they are heard until each has come to an end. */
  private async follow(tx: Tx, release: Release): Promise<boolean> {
    // It is not among those that an emergency stop holds, and may give back what lies ready.
    await this.releases.announceBeginning(tx);
    const now = this.clock.millis();
    const touched = await this.targets.takeTouched(tx, release.id, now);
    if (touched.length === 0) return false;
    const heard = await this.withFacts(tx, release, touched);
    const world = await this.worlds.afterEnd(tx, release);
    await this.writer.write(tx, release, follow(release.rollout, heard, now, world), null);
    return touched.length >= TOUCHED_AT_ONCE;
  }

  private async advanceWhileOpen(tx: Tx, release: Release, outside: Outside): Promise<void> {
    let current = release;
    for (let round = 0; round < ROUNDS && isLive(current.status); round += 1) {
      const world = await this.worlds.within(tx, current, outside);
      const decision = await this.decideNext(tx, current, world);
      if (decision.events.length === 0) return;
      const done = { events: decision.events, at: this.clock.now() };
      await this.analyses.record(tx, current.id, world.judgement, done);
      current = await this.writer.write(tx, current, decision, null);
    }
  }

  private async decideNext(tx: Tx, release: Release, world: World): Promise<Decision> {
    const now = this.clock.millis();
    const candidates = await this.candidatesFor(tx, release);
    const decision = advance(release.rollout, candidates, now, world);
    if (!restsOnSuccesses(release.rollout, decision)) return decision;
    const lapsed = await this.targets.lapsedSuccesses(tx, release, now);
    const known = await this.withFacts(tx, release, lapsed);
    return inViewOf(known, release.rollout, decision, now, world);
  }

  private async candidatesFor(tx: Tx, release: Release): Promise<readonly TargetWithFacts[]> {
    const query = wantedCandidates(release.rollout);
    if (!query) return [];
    return this.withFacts(tx, release, await this.targets.candidates(tx, release.id, query));
  }

  private async withFacts(
    tx: Tx,
    release: Release,
    targets: readonly Target[],
  ): Promise<readonly TargetWithFacts[]> {
    if (targets.length === 0) return [];
    const nodeIds = targets.map(({ nodeId }) => nodeId);
    const known: ReadonlyMap<string, EngineFact>[] = [];
    for (const { binId } of release.rollout.plan.bins) known.push(await this.facts.load(tx, binId, nodeIds));
    const members = await this.context.membersOf(tx, release.environmentId, nodeIds);
    return targets.map((target) => {
      const { nodeId } = target;
      const perBin = known.map((facts) => facts.get(nodeId));
      return { target, facts: toNodeFacts(nodeId, perBin, members.has(nodeId)) };
    });
  }
}
