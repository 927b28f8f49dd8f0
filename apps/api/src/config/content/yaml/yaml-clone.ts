import { Pair, Scalar, YAMLMap, YAMLSeq, isAlias, isMap, isSeq, type Node } from 'yaml';
import type { YamlNodes } from './yaml-nodes.js';

/** A copy that needs no other part of its document: aliases and merges are written out. */
export function selfContained(value: unknown, from: YamlNodes): Node {
  if (isAlias(value)) {
    const copy = selfContained(from.nodeOf(value), from);
    if (value.comment) copy.comment = value.comment;
    return copy;
  }
  const node = from.nodeOf(value);
  if (node === null) return new Scalar(null);
  if (isMap(node)) {
    const map = withLooks(new YAMLMap(), node);
    for (const { pair } of from.membersOf(node))
      map.items.push(new Pair(selfContained(pair.key, from), selfContained(pair.value, from)));
    return map;
  }
  if (isSeq(node)) {
    const seq = withLooks(new YAMLSeq(), node);
    seq.items = node.items.map((item) => selfContained(item, from));
    return seq;
  }
  const copy = node.clone() as Scalar;
  delete copy.anchor;
  return asItIs(copy);
}

/** The library would write `1.` as `1`, which is a number of another kind, and a block that begins with a blank too deep. */
export function asItIs(scalar: Scalar): Scalar {
  const isBlock = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
  if (isBlock && /^\n*[ \t]/.test(String(scalar.value))) scalar.type = 'QUOTE_DOUBLE';
  if (typeof scalar.value === 'number' && Number.isInteger(scalar.value) && scalar.format === undefined)
    scalar.minFractionDigits = Math.max(1, scalar.minFractionDigits ?? 0);
  return scalar;
}

function withLooks<N extends YAMLMap | YAMLSeq>(to: N, from: YAMLMap | YAMLSeq): N {
  if (from.tag !== undefined) to.tag = from.tag;
  to.flow = from.flow ?? false;
  to.comment = from.comment ?? null;
  to.commentBefore = from.commentBefore ?? null;
  return to;
}
