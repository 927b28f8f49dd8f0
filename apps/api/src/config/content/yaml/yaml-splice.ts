import { Document, Pair, YAMLMap, isMap, isSeq, isScalar, visit, type Node } from 'yaml';
import type { Changes } from '../dialect.js';
import { pathOf } from '../key-path.js';
import { lineEndOf } from '../lines.js';
import { spliced, type Splice } from '../lines/line-draft.js';
import { insideOf, type Leaf } from '../reading.js';
import { selfContained } from './yaml-clone.js';
import { composed } from './yaml-document.js';
import { looksOf, type YamlLooks } from './yaml-looks.js';
import { keyOf, nameOf } from './yaml-nodes.js';
import type { YamlPiece } from './yaml-tree.js';

/** Only the lines that change are written; null where that is not so easy. */
export function editedInPlace(text: string, changes: Changes<YamlPiece>): string | null {
  const document = composed(text);
  if (!isMap(document.contents) || document.contents.items.length === 0 || changes.wanted.size === 0)
    return null;
  try {
    return new SpliceEdit(text, document.contents, looksOf(text, document)).edited(changes);
  } catch (error) {
    if (error instanceof NotSoEasy) return null;
    throw error;
  }
}

class NotSoEasy extends Error {}

/** Keys that a map is to get, by name. */
type Fresh = Map<string, Leaf<YamlPiece> | Fresh>;

class SpliceEdit {
  private readonly splices: Splice[] = [];
  private readonly fresh = new Map<YAMLMap, Fresh>();
  private readonly eol: string;
  private readonly members = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(
    private readonly text: string,
    private readonly root: YAMLMap,
    private readonly looks: YamlLooks,
  ) {
    this.eol = lineEndOf(text);
  }

  edited({ wanted, set, remove }: Changes<YamlPiece>): string {
    const inside = insideOf(wanted);
    const gone = new Map<string, readonly string[]>();
    for (const { segments } of remove) {
      const paths = segments.map((_, depth) => pathOf(segments.slice(0, depth + 1)));
      if (paths.some((path) => wanted.has(path))) continue;
      const depth = paths.findIndex((path) => !inside.has(path));
      if (depth < 0) throw new NotSoEasy();
      gone.set(paths[depth] ?? '', segments.slice(0, depth + 1));
    }
    for (const segments of gone.values()) this.remove(segments);
    for (const leaf of set) this.set(leaf);
    for (const [map, fresh] of this.fresh) this.add(map, fresh);
    return spliced(this.text, this.splices);
  }

  private remove(segments: readonly string[]): void {
    const { pair } = this.find(segments);
    if (!pair) throw new NotSoEasy();
    this.splices.push({ ...this.linesOf(pair), text: '' });
  }

  private set(leaf: Leaf<YamlPiece>): void {
    const { map, pair, missing } = this.find(leaf.segments);
    if (!pair) {
      let fresh = this.fresh.get(map) ?? (new Map() as Fresh);
      this.fresh.set(map, fresh);
      for (const name of missing.slice(0, -1)) {
        const inner = fresh.get(name) ?? (new Map() as Fresh);
        if (!(inner instanceof Map)) throw new NotSoEasy();
        fresh.set(name, inner);
        fresh = inner;
      }
      fresh.set(missing.at(-1) ?? '', leaf);
      return;
    }
    const old = pair.value as Node | null;
    const written = inOneLine(leaf.carried);
    if (!old?.range) throw new NotSoEasy();
    if (written === null || this.text.slice(old.range[0], old.range[1]).includes('\n')) {
      const lines = this.linesOf(pair);
      if (this.text.slice(old.range[1], lines.end).includes('#')) throw new NotSoEasy();
      const margin = this.marginOf(lines.start, pair);
      this.splices.push({ ...lines, text: this.pairText(leaf.segments.at(-1) ?? '', leaf, margin) });
      return;
    }
    const gap = old.range[0] === old.range[1] ? ' ' : '';
    this.splices.push({ start: old.range[0], end: old.range[1], text: gap + written });
  }

  private add(map: YAMLMap, fresh: Fresh): void {
    const first = map.items[0];
    const last = map.items.at(-1);
    if (map.flow || !first || !last) throw new NotSoEasy();
    const margin = this.marginOf(this.lineStart(startOfKey(first)), first);
    const at = this.linesOf(last, false).end;
    const start = at > 0 && this.text[at - 1] !== '\n' ? this.eol : '';
    const pairs = [...fresh].map(([name, value]) => this.pairText(name, value, margin));
    this.splices.push({ start: at, end: at, text: start + pairs.join('') });
  }

  /** The pair, or the innermost map that there is and what is missing in it. */
  private find(segments: readonly string[]): { map: YAMLMap; pair?: Pair; missing: readonly string[] } {
    let map = this.root;
    for (const [depth, name] of segments.entries()) {
      const pair = this.membersOf(map).get(name);
      if (!pair) return { map, missing: segments.slice(depth) };
      if (depth === segments.length - 1) return { map, pair, missing: [] };
      if (!isMap(pair.value)) throw new NotSoEasy();
      map = pair.value;
    }
    throw new NotSoEasy();
  }

  private membersOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const members = this.members.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key) ?? '', pair]));
    this.members.set(map, members);
    return members;
  }

  private pairText(name: string, value: Leaf<YamlPiece> | Fresh, margin: string): string {
    const { indent, ...looks } = this.looks;
    const key = String(new Document(keyOf(name))).trimEnd();
    if (value instanceof Map) {
      const inner = margin + ' '.repeat(indent);
      return `${margin}${key}:${this.eol}${[...value].map((each) => this.pairText(...each, inner)).join('')}`;
    }
    const written = inOneLine(value.carried);
    if (written !== null) return `${margin}${key}:${written === '' ? '' : ' '}${written}${this.eol}`;
    const map = new YAMLMap();
    map.items.push(new Pair(keyOf(name), selfContained(value.carried.node, value.carried.from)));
    const lines = new Document(map)
      .toString({ ...looks, indent })
      .split('\n')
      .slice(0, -1);
    return lines.map((line) => (line === '' ? line : margin + line) + this.eol).join('');
  }

  /** The lines that hold a pair and nothing else. */
  private linesOf({ key, value }: Pair, isAlone = true): { readonly start: number; readonly end: number } {
    const start = this.lineStart(startOfKey({ key }));
    if (isAlone && this.text.slice(start, startOfKey({ key })).trim() !== '') throw new NotSoEasy();
    const end = (value as Node | null)?.range?.[1];
    if (end === undefined) throw new NotSoEasy();
    if (end > 0 && this.text[end - 1] === '\n') return { start, end };
    const next = this.text.indexOf('\n', end);
    return { start, end: next < 0 ? this.text.length : next + 1 };
  }

  private marginOf(lineStart: number, pair: Pair): string {
    return this.text.slice(lineStart, startOfKey(pair)).replace(/[^ ]/g, ' ');
  }

  private lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }
}

function startOfKey({ key }: Pick<Pair, 'key'>): number {
  const start = (key as Node | null)?.range?.[0];
  if (start === undefined) throw new NotSoEasy();
  return start;
}

/** As it is written where it comes from, if that is in one line and says all of it. */
function inOneLine({ node, from }: YamlPiece): string | null {
  if (!node?.range || node.tag !== undefined || node.anchor !== undefined) return null;
  const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
  if (!isFlow && !(isScalar(node) && node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED'))
    return null;
  const written = from.text.slice(node.range[0], node.range[1]);
  if (/[\r\n]/.test(written)) return null;
  let isWhole = true;
  visit(node, {
    Alias: () => void (isWhole = false),
    Value: (_, { anchor }) => void (isWhole &&= anchor === undefined),
  });
  return isWhole ? written : null;
}
