import { Pair, YAMLMap, isMap, visit, type Document, type Node, type ToStringOptions } from 'yaml';
import type { Changes } from '../dialect.js';
import { lineEndOf } from '../lines.js';
import { asItIs, selfContained } from './yaml-clone.js';
import { composed } from './yaml-document.js';
import { looksOf } from './yaml-looks.js';
import { YamlNodes, isMerge, keyOf, nameOf } from './yaml-nodes.js';
import type { YamlPiece } from './yaml-tree.js';

/**
 * By the library: comments and order stay, blanks within lines need not.
 * Null where it can not be written.
 * @param isWrittenOut without aliases: what changes in one place may have to stay in another
 */
export function editedByNodes(
  text: string,
  { set, gone }: Changes<YamlPiece>,
  isWrittenOut: boolean,
): string | null {
  const document = composed(text);
  const looks = looksOf(text, document);
  if (isWrittenOut)
    document.contents = selfContained(
      document.contents,
      new YamlNodes(text, document),
    ) as Document.Parsed['contents'];
  const edit = new NodeEdit(document);
  for (const { segments } of gone) edit.remove(segments);
  for (const { segments, carried } of set) edit.set(segments, selfContained(carried.node, carried.from));
  edit.finish();
  visit(document, { Scalar: (_, scalar) => void asItIs(scalar) });
  const written = stringOf(document, looks);
  return written === null || lineEndOf(text) === '\n' ? written : written.replace(/\r?\n/g, '\r\n');
}

/** Null for what can not be written, as an alias whose anchor was taken away. */
function stringOf(document: Document, looks: ToStringOptions): string | null {
  try {
    return document.toString(looks);
  } catch {
    return null;
  }
}

class NodeEdit {
  private readonly touched = new Map<YAMLMap, Map<string, Pair>>();

  constructor(private readonly document: Document) {}

  set(segments: readonly string[], node: Node): void {
    const last = segments.at(-1);
    if (last === undefined) {
      this.document.contents = node;
      return;
    }
    const members = this.membersAt(segments.slice(0, -1));
    const pair = members.get(last);
    if (!pair) return void members.set(last, new Pair(keyOf(last), node));
    const old = pair.value as Node | null;
    if (old?.comment) node.comment = old.comment;
    if (old?.commentBefore) node.commentBefore = old.commentBefore;
    pair.value = node;
  }

  /** With the maps around it that lose their last key by it. */
  remove(segments: readonly string[]): void {
    if (segments.length === 0) this.document.contents = new YAMLMap();
    for (let depth = segments.length; depth > 0; depth--) {
      const members = this.membersAt(segments.slice(0, depth - 1));
      members.delete(segments[depth - 1] ?? '');
      if (members.size > 0) return;
    }
  }

  finish(): void {
    for (const [map, members] of this.touched) {
      const merges = map.items.filter(({ key }) => isMerge(key));
      if (map.items.length === 0) map.flow = false;
      map.items = [...merges, ...members.values()];
    }
  }

  private membersAt(segments: readonly string[]): Map<string, Pair> {
    if (!isMap(this.document.contents)) this.document.contents = new YAMLMap();
    let members = this.membersOf(this.document.contents as YAMLMap);
    for (const name of segments) {
      const pair = members.get(name) ?? new Pair(keyOf(name), new YAMLMap());
      members.set(name, pair);
      if (!isMap(pair.value)) pair.value = mapInsteadOf(pair.value as Node | null);
      members = this.membersOf(pair.value as YAMLMap);
    }
    return members;
  }

  private membersOf(map: YAMLMap): Map<string, Pair> {
    const known = this.touched.get(map);
    if (known) return known;
    const pairs = map.items.filter(({ key }) => !isMerge(key));
    const members = new Map(pairs.map((pair) => [nameOf(pair.key) ?? '', pair]));
    this.touched.set(map, members);
    return members;
  }
}

function mapInsteadOf(old: Node | null): YAMLMap {
  const map = new YAMLMap();
  map.commentBefore = old?.commentBefore ?? old?.comment ?? null;
  return map;
}
