import {
  Scalar,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { failAt } from '../lines.js';

export interface Member {
  readonly name: string;
  readonly pair: Pair;
}

/** A document whose aliases and merges are followed. */
export class YamlNodes {
  private readonly aliases = new Map<Alias, Node>();
  private readonly members = new Map<YAMLMap, readonly Member[] | 'in work'>();

  /** @throws FaultyText for an alias of nothing */
  constructor(
    readonly text: string,
    document: Document,
  ) {
    const anchors = new Map<string, Node>();
    visit(document, {
      Alias: (_, alias) => {
        const node = anchors.get(alias.source);
        if (!node) failAt(text, startOf(alias), `no anchor "&${alias.source}" stands before this`);
        this.aliases.set(alias, node);
      },
      Value: (_, node) => {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
      },
    });
  }

  /** The node itself, or what it is an alias of; null for what is left empty. */
  nodeOf(value: unknown): Node | null {
    if (isAlias(value)) return this.aliases.get(value) ?? null;
    return isMap(value) || isSeq(value) || isScalar(value) ? value : null;
  }

  /** Those that a map names itself and those that it takes over, each name once. @throws FaultyText */
  membersOf(map: YAMLMap): readonly Member[] {
    const known = this.members.get(map);
    if (known === 'in work') failAt(this.text, startOf(map), 'this contains itself');
    if (known) return known;
    this.members.set(map, 'in work');
    const members = new Map<string, Member>();
    for (const pair of map.items) {
      if (isMerge(pair.key)) continue;
      const name = nameOf(pair.key);
      if (name === null) failAt(this.text, startOf(pair.key ?? map), 'a key must be a text or a number');
      if (members.has(name)) failAt(this.text, startOf(pair.key), `"${name}" is there twice`);
      members.set(name, { name, pair });
    }
    for (const pair of map.items) {
      if (!isMerge(pair.key)) continue;
      for (const member of this.takenOver(pair))
        if (!members.has(member.name)) members.set(member.name, member);
    }
    const result = [...members.values()];
    this.members.set(map, result);
    return result;
  }

  private takenOver(merge: Pair): readonly Member[] {
    const value = this.nodeOf(merge.value);
    const sources = isSeq(value) ? value.items.map((item) => this.nodeOf(item)) : [value];
    return sources.flatMap((source) => {
      if (!isMap(source)) failAt(this.text, startOf(merge.key), '"<<" must name a map, or a list of maps');
      return this.membersOf(source);
    });
  }
}

export function startOf(value: unknown): number {
  return (value as Node | null)?.range?.[0] ?? 0;
}

/** The name of a key as text; null for what can be none. */
export function nameOf(key: unknown): string | null {
  if (!isScalar(key)) return null;
  const { value, source } = key;
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'symbol') return null;
  return source ?? String(value);
}

/** `<<`, which takes over the keys of other maps. */
export function isMerge(key: unknown): boolean {
  if (!isScalar(key)) return false;
  return (
    typeof key.value === 'symbol' || (key.value === '<<' && (key.type === undefined || key.type === 'PLAIN'))
  );
}

/** A key of this name. */
export function keyOf(name: string): Scalar<string> {
  const key = new Scalar(name);
  // Bare it would be a merge.
  if (name === '<<') key.type = 'QUOTE_DOUBLE';
  return key;
}
