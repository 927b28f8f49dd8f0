import { Injectable } from '@nestjs/common';
import { freezeAt, type FreezeWindow } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import type { FreezeEntity } from './freeze.entity.js';
import { windowOf } from './freeze-times.js';
import { FreezesRepository } from './freezes.repository.js';

interface Place {
  readonly projectId: string;
  readonly environmentId: string;
}

interface OpenFreeze {
  readonly name: string;
  readonly until: number | null;
}

/** What holds releases of an environment, read anew each time so that a change counts at the next tick. */
@Injectable()
export class Freezes {
  constructor(private readonly freezes: FreezesRepository) {}

  /**
   * For each place the freeze of the environment, of its project or of everything that is on at `now` (milliseconds since
   * 1970), and when the next wave may begin; null where none is on.
   */
  async openAt(tx: Tx, places: readonly Place[], now: number): Promise<readonly (OpenFreeze | null)[]> {
    const all = await this.freezes.listOf(tx, [...new Set(places.map(({ projectId }) => projectId))]);
    return places.map((place) => {
      const found = freezeAt(all.filter((freeze) => isAbout(freeze, place)).map(windowOf), now);
      return found && { name: found.window.name, until: found.until };
    });
  }

  /** All that hold the place now or may do so later. */
  async aheadOf(tx: Tx, place: Place, now: number): Promise<readonly FreezeWindow[]> {
    const all = await this.freezes.listOf(tx, [place.projectId]);
    return all.filter((freeze) => isAbout(freeze, place) && endOf(freeze) > now).map(windowOf);
  }
}

function endOf({ times }: FreezeEntity): number {
  return times.kind === 'once' ? times.endsAt : (times.validUntil ?? Infinity);
}

function isAbout(freeze: FreezeEntity, { projectId, environmentId }: Place): boolean {
  const isOfProject = freeze.projectId === null || freeze.projectId === projectId;
  return isOfProject && (freeze.environmentId === null || freeze.environmentId === environmentId);
}
