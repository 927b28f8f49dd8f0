import { Injectable } from '@nestjs/common';
import {
  expectedTimes,
  openingsOf,
  type ExpectedSeconds,
  type ExpectedTimes,
} from '@release-console/rollout-core';
import { SEED_INTERVAL_SECONDS } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Freezes } from '../../projects/index.js';
import type { ExpectedSecondsDto, ExpectedTimesDto } from '../dto/expected-times.dto.js';
import type { BuiltPlan } from '../planning/plan-builder.js';
import { MeasuredNodesReadModel } from './measured-nodes.read-model.js';
import { paceFor, type Pace } from './pace.js';

/** When a release that is only planned would be where. */
@Injectable()
export class ReleaseExpectation {
  constructor(
    private readonly measured: MeasuredNodesReadModel,
    private readonly freezes: Freezes,
    private readonly clock: Clock,
  ) {}

  /** Null: it has no nodes, so there is nothing to wait for. */
  async of(tx: Tx, built: BuiltPlan): Promise<ExpectedTimesDto | null> {
    const { place, plan, waves, nodes } = built;
    if (waves.targets.length === 0) return null;
    const intervalSeconds = middleOf(nodes.map(({ expectedIntervalSeconds }) => expectedIntervalSeconds));
    const bins = plan.bins.map(({ bin }) => bin);
    const measured = await this.measured.of(tx, place.environment.id, bins, intervalSeconds);
    const pace = paceFor(plan, measured, intervalSeconds);
    const now = this.clock.millis();
    const where = { projectId: place.project.id, environmentId: place.environment.id };
    const freezes = await this.freezes.aheadOf(tx, where, now);
    const openings = plan.hours || freezes.length > 0 ? openingsOf(plan.hours, freezes) : null;
    return toDto(expectedTimes({ plan, waves, pace: pace.pace, openings, now }), pace);
  }
}

function middleOf(seconds: readonly number[]): number {
  const sorted = [...seconds].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? SEED_INTERVAL_SECONDS;
}

function toDto(times: ExpectedTimes, { basis, nodes, text }: Pace): ExpectedTimesDto {
  return {
    ...{ basis, measuredNodes: nodes, text },
    ends: toSeconds(times.end),
    waitsForPeople: times.waitsForPeople,
    closedSeconds: Math.round(times.closedSeconds),
    leavesOutClosed: times.leavesOutClosed,
    steps: times.steps.map(({ begins, ends, peopleBefore }) => ({
      begins: toSeconds(begins),
      ends: toSeconds(ends),
      peopleBefore,
    })),
  };
}

function toSeconds(expected: ExpectedSeconds | null): ExpectedSecondsDto | null {
  if (!expected) return null;
  return { likelySeconds: Math.round(expected.likely), slowSeconds: Math.round(expected.slow) };
}
