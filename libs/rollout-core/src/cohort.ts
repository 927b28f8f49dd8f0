/** A node as the planner sees it. */
export interface PlannedNode {
  readonly nodeId: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Nodes in the order in which they are asked. The order depends only on the seed and the set of nodes; every prefix is
 * spread over the strata as evenly as its length allows, so widening a canary never removes a node.
 */
export function inOrder<N extends PlannedNode>(
  nodes: readonly N[],
  seed: string,
  stratifyBy: readonly string[],
): readonly N[] {
  const strata = new Map<string, { readonly node: N; readonly hash: number }[]>();
  for (const node of nodes) {
    const key = stratumOf(node, stratifyBy);
    const entry = { node, hash: stableHash(`${seed}\n${node.nodeId}`) };
    const stratum = strata.get(key);
    if (stratum) stratum.push(entry);
    else strata.set(key, [entry]);
  }
  return [...strata.values()]
    .flatMap((stratum) => spread(stratum))
    .sort((a, b) => a.position - b.position || a.hash - b.hash || compareText(a.node.nodeId, b.node.nodeId))
    .map(({ node }) => node);
}

export function stratumOf(node: PlannedNode, stratifyBy: readonly string[]): string {
  return JSON.stringify(stratifyBy.map((label) => node.labels[label] ?? null));
}

/** The n-th of m nodes of a stratum stands at (n + 1/2) / m of the whole. */
function spread<N extends PlannedNode>(
  stratum: readonly { readonly node: N; readonly hash: number }[],
): { node: N; hash: number; position: number }[] {
  return [...stratum]
    .sort((a, b) => a.hash - b.hash || compareText(a.node.nodeId, b.node.nodeId))
    .map(({ node, hash }, index) => ({ node, hash, position: (index + 0.5) / stratum.length }));
}

/** FNV-1a with a final mix: 32 bits, the same everywhere and forever, because waves are chosen by it. */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
