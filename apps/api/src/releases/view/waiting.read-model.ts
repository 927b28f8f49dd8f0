import { Injectable } from '@nestjs/common';
import {
  closedGate,
  OPEN_WORLD,
  stopBlock,
  type ClosedGate,
  type Soak,
  type StartBlock,
} from '@release-console/rollout-core';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { ReleaseStarter } from '../engine/release-starter.js';
import { WorldReadModel } from '../engine/world.read-model.js';
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
    private readonly clock: Clock,
  ) {}

  /** What keeps the next wave of each closed; null where nothing does, or where there is none to open. */
  async gatesOf(tx: Tx, releases: readonly Release[]): Promise<readonly (ClosedGate | null)[]> {
    const waiting = releases.filter(({ status }) => status === 'deploying' || status === 'scheduled');
    const outside = waiting.length === 0 ? [] : await this.worlds.outsideOf(tx, waiting);
    return releases.map((release) => {
      const known = outside[waiting.indexOf(release)];
      return known ? closedGate(release.rollout, { ...OPEN_WORLD, ...known }, this.clock.millis()) : null;
    });
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
