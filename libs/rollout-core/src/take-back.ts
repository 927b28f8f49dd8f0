import { isOvertaken } from './bin-word.js';
import type { Draft } from './decision.js';
import type { NodeFacts, Target } from './target.js';

/** Asks for what ran before, of every bin that this release gave something new and that nobody else decides about since. */
export function withAllBack(draft: Draft, target: Target, facts: NodeFacts): Target {
  const bins = target.bins.map((bin, index) => {
    const known = facts.bins[index];
    if (bin.asked === null || (known && isOvertaken(bin, known))) return bin;
    const expectedGeneration = known?.desiredGeneration ?? bin.generation;
    draft.want({
      nodeId: target.nodeId,
      binId: bin.binId,
      sha256: bin.previous?.sha256 ?? null,
      action: 'revert',
      expectedGeneration,
    });
    return { ...bin, asked: 'revert' as const, generation: expectedGeneration + 1 };
  });
  return { ...target, bins };
}

/** Nothing of it was told to run, so with what was laid ready taken back it is as if it had not been asked. */
export function withoutStaged(draft: Draft, target: Target, facts: NodeFacts): Target {
  const { bins } = withAllBack(draft, target, facts);
  return { ...target, bins: bins.map((bin) => ({ ...bin, asked: null })) };
}
