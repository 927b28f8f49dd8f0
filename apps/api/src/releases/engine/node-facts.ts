import type { Absence, BinFacts, NodeFacts } from '@release-console/rollout-core';
import type { EngineFact } from '../../nodes/index.js';

/** In the engine's words, per bin of the plan; a node of which nothing is known has never been heard. */
export function toNodeFacts(
  nodeId: string,
  known: readonly (EngineFact | undefined)[],
  isMember: boolean,
): NodeFacts {
  const node = known.find((fact) => fact !== undefined);
  return {
    nodeId,
    protocol: node?.protocol === 'seed' ? 'seed' : 'agent',
    away: node ? awayOf(node, known, isMember) : 'left',
    lastSeenAt: node?.lastSeenAt ?? null,
    intervalSeconds: node?.expectedIntervalSeconds ?? 60,
    bins: known.map((fact) => toBinFacts(fact)),
  };
}

function toBinFacts(fact: EngineFact | undefined): BinFacts {
  return {
    desiredGeneration: fact?.desiredGeneration ?? 0,
    observed: fact?.observed ?? null,
    progress: fact?.progress ?? null,
    desiredSha256: fact?.desiredSha256 ?? null,
  };
}

function awayOf(
  node: EngineFact,
  known: readonly (EngineFact | undefined)[],
  isMember: boolean,
): Absence | null {
  if (node.isQuarantined) return 'quarantined';
  if (!isMember || node.lifecycle !== 'active') return 'left';
  return known.some((fact) => fact !== undefined && fact.heldBy !== null) ? 'held' : null;
}
