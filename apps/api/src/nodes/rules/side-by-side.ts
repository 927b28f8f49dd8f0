import type { Protocol } from './node-words.js';

const SEPARATOR = ' ';

/** As one text, so that facts are compared and stored like the others; null for none. */
export function joinBins(bins: readonly string[]): string | null {
  return bins.length === 0 ? null : [...new Set(bins)].sort().join(SEPARATOR);
}

export function splitBins(text: string | null): readonly string[] {
  return text === null ? [] : text.split(SEPARATOR);
}

/**
 * Whether a host would have to refuse to run two versions of the bin beside each other. Agents of the seed's protocol know
 * nothing of it and are not asked for it; of a node that never called nothing is known.
 */
export function lacksSideBySide(
  node: { readonly protocol: Protocol | null; readonly sideBySideBins: string | null },
  bin: string,
): boolean {
  return node.protocol === 'agent' && !splitBins(node.sideBySideBins).includes(bin);
}
