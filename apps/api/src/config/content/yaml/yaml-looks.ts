import { isMap, isSeq, visit, type Document, type Node, type ToStringOptions } from 'yaml';
import { Lines } from '../lines.js';

export interface YamlLooks extends ToStringOptions {
  readonly indent: number;
}

/** How a file is written, so that what is added looks like the rest. */
export function looksOf(text: string, document: Document): YamlLooks {
  const lines = new Lines(text);
  let indent = 0;
  let isSeqIndented: boolean | undefined;
  visit(document, {
    Pair(_, { key, value }) {
      const inner = isMap(value) || isSeq(value) ? value : null;
      if (!inner?.range || inner.flow) return;
      const step = lines.placeAt(inner.range[0]).column - lines.placeAt((key as Node).range?.[0] ?? 0).column;
      if (isSeq(inner) && step >= 0) isSeqIndented ??= step > 0;
      if (isMap(inner) && step > 0) indent ||= step;
    },
  });
  return {
    lineWidth: 0,
    indent: indent || 2,
    indentSeq: isSeqIndented ?? true,
    flowCollectionPadding: /[[{] /.test(text) && !/[[{][^\s\]}]/.test(text),
  };
}
