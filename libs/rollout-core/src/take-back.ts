import { isOvertaken } from './bin-word.js';
import type { Draft } from './decision.js';
import type { BinFacts, NodeFacts, Target, TargetBin } from './target.js';

/** Asks for what ran before, of every bin that this release gave something new and that nobody else decides about since. */
export function withAllBack(draft: Draft, target: Target, facts: NodeFacts): Target {
  const bins = target.bins.map((bin, index) => {
    const known = facts.bins[index];
    if (bin.asked === null || (known && isOvertaken(bin, known))) return bin;
    return { ...bin, asked: 'revert' as const, generation: wantBack(draft, target, bin, known) };
  });
  return { ...target, bins };
}

/** The generation under which it is asked for what it ran before. */
function wantBack(draft: Draft, { nodeId }: Target, bin: TargetBin, known: BinFacts | undefined): number {
  const expectedGeneration = known?.desiredGeneration ?? bin.generation;
  const sha256 = bin.previous?.sha256 ?? null;
  draft.want({ nodeId, binId: bin.binId, sha256, action: 'revert', expectedGeneration });
  return expectedGeneration + 1;
}

/** Nothing of it was told to run, so with what was laid ready taken back it is as if it had not been asked. */
export function withoutStaged(draft: Draft, target: Target, facts: NodeFacts): Target {
  const { bins } = withAllBack(draft, target, facts);
  return { ...target, bins: bins.map((bin) => ({ ...bin, asked: null })) };
}

/** Takes back the bins that only lie there, and leaves alone those that were told to run, whatever came of them. */
export function withoutLaidReady(draft: Draft, target: Target, facts: NodeFacts): Target {
  const bins = target.bins.map((bin, index) => {
    const known = facts.bins[index];
    // Laid ready once more, it may still run since the try before: taking it back would change what runs.
    if (bin.asked !== 'stage' || runsIt(bin, known)) return bin;
    const generation =
      known && isOvertaken(bin, known) ? bin.generation : wantBack(draft, target, bin, known);
    return { ...bin, asked: null, generation };
  });
  return { ...target, bins };
}

function runsIt({ digest, previous }: TargetBin, known: BinFacts | undefined): boolean {
  return known?.observed?.sha256 === digest && previous?.sha256 !== digest;
}
