import type { NodeFacts } from '@release-console/rollout-core';
import type { EngineFact } from '../../nodes/index.js';

/** In the engine's words; a node of which nothing is known has never been heard. */
export function toNodeFacts(nodeId: string, fact: EngineFact | undefined): NodeFacts {
  if (!fact) {
    return {
      nodeId,
      desiredGeneration: 0,
      protocol: 'agent',
      observed: null,
      progress: null,
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
    lastSeenAt: fact.lastSeenAt,
    intervalSeconds: fact.expectedIntervalSeconds,
  };
}
