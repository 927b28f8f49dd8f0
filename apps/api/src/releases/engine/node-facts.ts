import type { NodeFacts } from '@release-console/rollout-core';
import type { EngineFact } from '../../nodes/index.js';

/** In the engine's words; a node of which nothing is known has never been heard. */
export function toNodeFacts(nodeId: string, fact: EngineFact | undefined, isMember: boolean): NodeFacts {
  if (!fact) {
    return {
      nodeId,
      desiredGeneration: 0,
      protocol: 'agent',
      observed: null,
      progress: null,
      desiredSha256: null,
      away: 'left',
      lastSeenAt: null,
      intervalSeconds: 60,
    };
  }
  return {
    nodeId,
    desiredGeneration: fact.desiredGeneration,
    protocol: fact.protocol === 'seed' ? 'seed' : 'agent',
    observed: fact.observed,
    progress: fact.progress,
    desiredSha256: fact.desiredSha256,
    away: awayOf(fact, isMember),
    lastSeenAt: fact.lastSeenAt,
    intervalSeconds: fact.expectedIntervalSeconds,
  };
}

function awayOf(fact: EngineFact, isMember: boolean): NodeFacts['away'] {
  if (!isMember || fact.lifecycle !== 'active' || fact.isQuarantined) return 'left';
  return fact.heldBy === null ? null : 'held';
}
