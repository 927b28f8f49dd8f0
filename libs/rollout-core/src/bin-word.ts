import type { BinFacts, NodeFacts, TargetBin, TargetError } from './target.js';

/** However often a seed agent calls, the call after this was answered with the new desired state. */
const SEED_SETTLE_MS = 5_000;

/** Somebody else gave the bin a newer generation than this release did. */
export function isOvertaken(bin: TargetBin, facts: BinFacts): boolean {
  return bin.asked !== null && facts.desiredGeneration > bin.generation;
}

export function failureOf(bin: TargetBin, { progress }: BinFacts): TargetError | undefined {
  if (bin.asked === null || !progress) return undefined;
  if (progress.generation !== bin.generation || progress.phase !== 'failed') return undefined;
  return progress.error ?? { code: 'UPDATE_FAILED', message: 'The agent says that the update failed.' };
}

export function isStagedOn(bin: TargetBin, { progress }: BinFacts): boolean {
  return progress?.generation === bin.generation && progress.phase === 'staged';
}

export function hasBegun(bin: TargetBin, { progress }: BinFacts): boolean {
  return bin.asked !== null && progress?.generation === bin.generation;
}

/** An agent's word counts at the current generation only; a seed agent has none, so a call after the question must do. */
export function runs(
  digest: string,
  generation: number,
  facts: BinFacts,
  node: NodeFacts,
  askedAt: number | null = null,
): boolean {
  const { observed } = facts;
  if (!observed || observed.sha256 !== digest || observed.isHealthy === false) return false;
  if (node.protocol === 'agent') return observed.generation === generation && !isBusy(facts, generation);
  return askedAt === null || observed.since > askedAt || hasCalledSince(node, askedAt);
}

/** Says of the very thing that it was asked for that it does not run, or not well. Words of seed agents have no order. */
export function isUnwell(bin: TargetBin, { observed }: BinFacts, { protocol }: NodeFacts): boolean {
  if (!observed || protocol !== 'agent' || observed.generation !== bin.generation) return false;
  return observed.isHealthy === false || observed.sha256 !== bin.digest;
}

/** An agent that is still checking what it started may yet put the old one back. */
function isBusy({ progress }: BinFacts, generation: number): boolean {
  return progress?.generation === generation && progress.phase !== 'active';
}

/** One call may have been under way when it was asked; by the second it has been told. */
function hasCalledSince(node: NodeFacts, askedAt: number): boolean {
  return (node.lastSeenAt ?? 0) >= askedAt + Math.max(2 * node.intervalSeconds * 1000, SEED_SETTLE_MS);
}

/** Does it know that it was asked? Before that, what it runs may still change. */
export function hasHeard(bin: TargetBin, facts: BinFacts, node: NodeFacts, askedAt: number): boolean {
  if (node.protocol === 'agent') return facts.observed?.generation === bin.generation;
  return hasCalledSince(node, askedAt);
}

export function isBack({ previous }: TargetBin, { observed }: BinFacts): boolean {
  return previous !== null && observed?.sha256 === previous.sha256 && observed.isHealthy !== false;
}
