import { lineEndOf } from '../lines.js';
import type { Leaf } from '../reading.js';
import type { Tree } from '../tree.js';
import type { JsonPiece } from './json-scanner.js';

interface Kept {
  readonly kind: 'kept';
  readonly text: string;
}

interface Group {
  readonly kind: 'group';
  readonly members: Map<string, Kept | Group>;
  /** As it was, until something in it changes. */
  text: string | null;
}

/** A JSON text on its way to another one; objects in which nothing changes keep their every blank. */
export class JsonDraft {
  private root: Kept | Group;
  private readonly lineEnd: string;
  /** Null where all of it stands in one line. */
  private readonly indent: string | null;
  private readonly gap: string;

  constructor(
    private readonly text: string,
    tree: Tree<JsonPiece>,
  ) {
    this.root = draftOf(tree);
    this.lineEnd = lineEndOf(text);
    const isEmpty = tree.kind === 'group' && tree.members.size === 0;
    this.indent = isEmpty ? '  ' : (/^\s*[[{][ \t]*[\r\n]+([ \t]*)/.exec(text)?.[1] ?? null);
    this.gap = this.indent !== null || /":\s/.test(text) ? ' ' : '';
  }

  set({ segments, carried }: Leaf<JsonPiece>): void {
    const kept: Kept = { kind: 'kept', text: carried.text };
    const last = segments.at(-1);
    if (last === undefined) this.root = kept;
    else this.groupAt(segments.slice(0, -1)).members.set(last, kept);
  }

  /** With the objects around it that lose their last key by it. */
  remove({ segments }: Leaf<unknown>): void {
    if (segments.length === 0) this.root = { kind: 'group', members: new Map(), text: null };
    for (let depth = segments.length; depth > 0; depth--) {
      const group = this.groupAt(segments.slice(0, depth - 1));
      group.members.delete(segments[depth - 1] ?? '');
      if (group.members.size > 0) return;
    }
  }

  toString(): string {
    const start = this.text.length - this.text.trimStart().length;
    return (
      this.text.slice(0, start) + this.written(this.root, '') + this.text.slice(this.text.trimEnd().length)
    );
  }

  private groupAt(segments: readonly string[]): Group {
    if (this.root.kind === 'kept') this.root = { kind: 'group', members: new Map(), text: null };
    let group = this.root;
    group.text = null;
    for (const name of segments) {
      let inner = group.members.get(name);
      if (inner?.kind !== 'group') inner = { kind: 'group', members: new Map(), text: null };
      group.members.set(name, inner);
      group = inner;
      group.text = null;
    }
    return group;
  }

  private written(draft: Kept | Group, margin: string): string {
    if (draft.kind === 'kept') return this.moved(draft.text, margin);
    if (draft.text !== null) return draft.text;
    if (draft.members.size === 0) return '{}';
    const inner = margin + (this.indent ?? '');
    const members = [...draft.members].map(
      ([name, member]) => `${JSON.stringify(name)}:${this.gap}${this.written(member, inner)}`,
    );
    if (this.indent === null) return `{${members.join(`,${this.gap}`)}}`;
    const line = this.lineEnd + inner;
    return `{${line}${members.join(`,${line}`)}${this.lineEnd}${margin}}`;
  }

  /** What stands in many lines, as lists do, is as deep as its last line tells. */
  private moved(text: string, margin: string): string {
    const lines = text.split(/\r\n|\r|\n/);
    const old = /^[ \t]*/.exec(lines.at(-1) ?? '')?.[0] ?? '';
    const rest = lines
      .slice(1)
      .map((line) => (line.startsWith(old) ? margin + line.slice(old.length) : line));
    return [lines[0], ...rest].join(this.lineEnd);
  }
}

function draftOf(tree: Tree<JsonPiece>): Kept | Group {
  const { text } = tree.carried;
  if (tree.kind !== 'group') return { kind: 'kept', text };
  const members = new Map([...tree.members].map(([name, member]) => [name, draftOf(member)]));
  return { kind: 'group', members, text };
}
