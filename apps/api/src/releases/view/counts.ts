import { allCounts, totalOf, type Counts, type Rollout } from '@release-console/rollout-core';
import type { CountsDto } from '../dto/release-parts.dto.js';

export function toCountsDto(counts: Counts): CountsDto {
  return { ...counts, total: totalOf(counts) };
}

/** Before deploy nobody was asked, and the nodes counted when the plan was made are all there is to say. */
export function progressOf(rollout: Rollout): CountsDto {
  const counts = toCountsDto(allCounts(rollout));
  if (rollout.deployedAt !== null) return counts;
  return { ...counts, pending: rollout.plan.nodeCount, total: rollout.plan.nodeCount };
}
