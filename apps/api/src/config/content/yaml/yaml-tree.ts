import { isMap, isScalar, isSeq, type Document, type Node, type Scalar } from 'yaml';
import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from '../limits.js';
import { failAt } from '../lines.js';
import { sameText, type Tree } from '../tree.js';
import { YamlNodes, startOf } from './yaml-nodes.js';

/** A node of its document. */
export interface YamlPiece {
  readonly node: Node | null;
  readonly from: YamlNodes;
}

const OF_JSON = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** What a document says, with its aliases and merges followed. @throws FaultyText */
export function yamlTree(text: string, document: Document): Tree<YamlPiece> {
  return new YamlWalk(text, new YamlNodes(text, document)).over(document.contents as Node | null);
}

class YamlWalk {
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly nodes: YamlNodes,
  ) {}

  over(contents: Node | null): Tree<YamlPiece> {
    const isEmpty = contents === null || (isScalar(contents) && contents.value === null && !contents.source);
    if (isEmpty) return { kind: 'group', at: 0, carried: this.piece(contents), members: new Map() };
    return this.tree(contents, startOf(contents), []);
  }

  private tree(value: unknown, at: number, around: readonly Node[]): Tree<YamlPiece> {
    const node = this.nodes.nodeOf(value);
    // Few aliases of aliases can stand for more than fits into any memory.
    if (++this.values > MOST_VALUES + 1) failAt(this.text, at, TOO_MANY);
    if (around.length > MOST_DEPTH) failAt(this.text, at, TOO_DEEP);
    if (node && around.includes(node)) failAt(this.text, at, 'this contains itself');
    const carried = this.piece(node);
    if (isMap(node)) {
      const members = this.nodes.membersOf(node).map(({ name, pair }) => {
        const inner = this.tree(pair.value, startOf(pair.key), [...around, node]);
        return [name, inner] as const;
      });
      return { kind: 'group', at, carried, members: new Map(members) };
    }
    if (!isSeq(node)) return { kind: 'scalar', at, carried, ...valueOfScalar(node as Scalar | null) };
    const items = node.items.map((item) => this.tree(item, startOf(item), [...around, node]));
    return { kind: 'list', at, carried, items };
  }

  private piece(node: Node | null): YamlPiece {
    return { node, from: this.nodes };
  }
}

function valueOfScalar(scalar: Scalar | null): {
  readonly value: null | boolean | number | string;
  readonly same: string;
} {
  const value = scalar?.value ?? null;
  const tag = scalar?.tag !== undefined && !OF_JSON.test(scalar.tag) ? `!<${scalar.tag}> ` : '';
  if (typeof value === 'string') return { value, same: tag + sameText(value) };
  if (typeof value === 'boolean' || value === null) return { value, same: tag + String(value) };
  const number = Number(value);
  const same = `${tag}${typeof value === 'bigint' ? 'i' : 'f'}${String(value)}`;
  return { value: Number.isFinite(number) ? number : (scalar?.source ?? String(value)), same };
}
