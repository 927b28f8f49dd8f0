import { Injectable } from '@nestjs/common';
import {
  closedGate,
  currentStep,
  heldBy,
  OPEN_WORLD,
  stopBlock,
  type ClosedGate,
  type Soak,
  type StartBlock,
} from '@release-console/rollout-core';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { ReleaseAnalysis, toAnalysis } from '../analysis/release-analysis.js';
import { ReleaseStarter } from '../engine/release-starter.js';
import { WorldReadModel, type Outside } from '../engine/world.read-model.js';
import { SoakReadModel } from '../planning/soak.read-model.js';
import type { Release } from '../store/release.entity.js';

const BEFORE_START: readonly string[] = ['draft', 'pending_approval', 'approved', 'scheduled'];

/** What a release waits for outside itself. */
@Injectable()
export class WaitingReadModel {
  constructor(
    private readonly worlds: WorldReadModel,
    private readonly starter: ReleaseStarter,
    private readonly soaks: SoakReadModel,
    private readonly judge: ReleaseAnalysis,
    private readonly clock: Clock,
  ) {}

  /** What alone keeps the next wave of each, or its start, closed; null where it waits for anything else, or moves. */
  async gatesOf(
    tx: Tx,
    releases: readonly Omit<Release, 'draft'>[],
  ): Promise<readonly (ClosedGate | null)[]> {
    const waiting = releases.filter(({ status }) => status === 'deploying' || status === 'scheduled');
    const outside = waiting.length === 0 ? [] : await this.worlds.outsideOf(tx, waiting);
    const gates: (ClosedGate | null)[] = [];
    // One after the other: in a rehearsal they share one connection.
    for (const release of releases) {
      const known = outside[waiting.indexOf(release)];
      gates.push(known ? await this.gateOf(tx, release, known) : null);
    }
    return gates;
  }

  private async gateOf(
    tx: Tx,
    release: Omit<Release, 'draft'>,
    outside: Outside,
  ): Promise<ClosedGate | null> {
    const { status, rollout } = release;
    const closed = closedGate(rollout, { ...OPEN_WORLD, ...outside }, this.clock.millis());
    if (closed === null || status === 'scheduled') return closed;
    // Whether the judge let it pass is only worth asking where something else may hold it.
    const isJudged = currentStep(rollout)?.kind === 'analysis';
    const judgement = isJudged ? await this.judge.of(tx, release) : null;
    const analysis = judgement && toAnalysis(judgement);
    return heldBy(rollout, { ...OPEN_WORLD, ...outside, analysis }, this.clock.millis());
  }

  /** What its environment demands of the versions, as long as it has not started; null: nothing. */
  async soakOf(tx: Tx, release: Release): Promise<Soak | null> {
    return BEFORE_START.includes(release.status) ? this.soaks.ofRelease(tx, release) : null;
  }

  /** What outside keeps it from starting, or from going on; null for one whose time to start has not come. */
  async blockOf(tx: Tx, release: Release): Promise<StartBlock | null> {
    if (release.status === 'paused' || release.status === 'rolling_back')
      return stopBlock(await this.worlds.of(tx, release));
    return this.mayStart(release) ? this.startBlockOf(tx, release) : null;
  }

  private mayStart({ status, rollout }: Release): boolean {
    if (status === 'approved') return true;
    const at = rollout.schedule?.at ?? null;
    return status === 'scheduled' && at !== null && at <= this.clock.millis();
  }

  private async startBlockOf(tx: Tx, release: Release): Promise<StartBlock | null> {
    try {
      return await this.starter.blockOf(tx, release);
    } catch (error) {
      // It can't start at all any more; the engine says so with its next look, and deploy says why.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
