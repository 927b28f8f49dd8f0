import { Injectable } from '@nestjs/common';
import { freezeAt, type FreezeWindow } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import { windowOf } from './freeze-times.js';
import { FreezesRepository } from './freezes.repository.js';

interface Place {
  readonly projectId: string;
  readonly environmentId: string;
}

/** What holds releases of an environment, read anew each time so that a change counts at the next tick. */
@Injectable()
export class Freezes {
  constructor(private readonly freezes: FreezesRepository) {}

  /** Those of the environment, of its project and everywhere. */
  async windowsFor(tx: Tx, { projectId, environmentId }: Place): Promise<FreezeWindow[]> {
    const all = await this.freezes.listOf(tx, projectId);
    return all
      .filter((freeze) => freeze.environmentId === null || freeze.environmentId === environmentId)
      .map(windowOf);
  }

  /** The freeze that is on at `now` (milliseconds since 1970) and when the next wave may begin; null when none is on. */
  async openAt(tx: Tx, place: Place, now: number): Promise<{ name: string; until: number | null } | null> {
    const found = freezeAt(await this.windowsFor(tx, place), now);
    return found && { name: found.window.name, until: found.until };
  }
}
