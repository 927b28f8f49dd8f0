import type { Dialect } from '../dialect.js';
import { FaultyText, type Fault } from '../fault.js';
import { pathOf } from '../key-path.js';
import { Lines, splitLines, withoutEnd } from '../lines.js';
import { readingOf } from '../reading.js';
import { sameText, type Tree } from '../tree.js';
import { gapAt, lineDraft, spliced, type LineEntry, type PlacedEntry, type Section } from './line-draft.js';

const COMMENT = /^[ \t]*(?:[;#].*)?$/;
const HEADER = /^[ \t]*\[([^\]]*)\][ \t]*(?:[;#].*)?$/;
/** As programs have switches: `skip-networking`. */
const BARE = /^[ \t]*([\w.-]+)[ \t]*$/;

interface Ini {
  readonly entries: ReadonlyMap<string, PlacedEntry & { readonly section: string; readonly name: string }>;
  readonly sections: readonly Section[];
}

const NOTHING: LineEntry = { key: '', separator: '', value: '' };

/**
 * Sections of `key = value`; comments are lines of their own that begin with `;` or `#`; a section may stand twice, a key of
 * it not. Values are taken as they stand, quotes and all: programs do not agree on more.
 */
export const INI_DIALECT: Dialect<LineEntry> = {
  read: (text) => readingOf(text, treeOf(text)),
  *drafts(text, changes) {
    const { entries, sections } = new IniReader(text).read();
    yield lineDraft(text, entries, sections, changes);
  },
  filled(text, fill) {
    const { entries } = new IniReader(text).read();
    return spliced(
      text,
      [...entries.values()].map(({ valueStart, valueEnd, value }) => ({
        start: valueStart,
        end: valueEnd,
        text: fill(value),
      })),
    );
  },
};

function treeOf(text: string): Tree<LineEntry> {
  const { entries } = new IniReader(text).read();
  const root = new Map<string, Tree<LineEntry>>();
  const sections = new Map<string, Map<string, Tree<LineEntry>>>();
  for (const { section, name, start, key, separator, value: written } of entries.values()) {
    const value = separator === '' ? null : written;
    const members = section === '' ? root : (sections.get(section) ?? new Map<string, Tree<LineEntry>>());
    members.set(name, {
      kind: 'scalar',
      at: start,
      carried: { key, separator, value: written },
      value,
      same: value === null ? 'null' : sameText(value),
    });
    if (section === '') continue;
    sections.set(section, members);
    root.set(section, { kind: 'group', at: start, carried: NOTHING, members });
  }
  return { kind: 'group', at: 0, carried: NOTHING, members: root };
}

class IniReader {
  private readonly entries = new Map<string, PlacedEntry & { section: string; name: string }>();
  private readonly ends = new Map<string, number>([['', 0]]);
  private readonly faults: Fault[] = [];
  private readonly lines: Lines;
  private section = '';

  constructor(private readonly text: string) {
    this.lines = new Lines(text);
  }

  read(): Ini {
    let at = 0;
    for (const line of splitLines(this.text)) {
      this.take(withoutEnd(line), at, at + line.length);
      at += line.length;
    }
    for (const { section, name, start } of this.entries.values())
      if (section === '' && this.ends.has(name))
        this.fail(start, `"${name}" is the name of a section too, and only one of them can have it`);
    if (this.faults.length > 0) throw new FaultyText(this.faults);
    return {
      entries: this.entries,
      sections: [...this.ends].map(([name, end]) => ({ name, end, gap: gapAt(this.text, end) })),
    };
  }

  private take(line: string, start: number, end: number): void {
    if (COMMENT.test(line)) return;
    const header = HEADER.exec(line);
    if (header) return this.open((header[1] ?? '').trim(), start, end);
    if (line.trimStart().startsWith('[')) return this.fail(start, 'the name of a section must end with "]"');
    const equals = line.indexOf('=');
    if (equals < 0 && !BARE.test(line))
      return this.fail(start, 'a line should be "[section]", "key = value" or a comment');
    const before = (equals < 0 ? line : line.slice(0, equals)).trimEnd();
    const name = before.trimStart();
    if (name === '') return this.fail(start, 'the key before "=" has no name');
    const value = equals < 0 ? '' : line.slice(equals + 1).trim();
    const keyEnd = start + before.length;
    const valueStart = equals < 0 ? keyEnd : start + line.indexOf(value, equals + 1);
    const separator = this.text.slice(keyEnd, valueStart);
    const path = pathOf(this.section === '' ? [name] : [this.section, name]);
    if (this.entries.has(path)) return this.fail(start, `"${name}" is there twice in its section`);
    const valueEnd = valueStart + value.length;
    const { section } = this;
    this.entries.set(path, {
      ...{ path, section, name, key: name, separator, value, start, end, keyEnd, valueStart, valueEnd },
    });
    this.ends.set(this.section, end);
  }

  private open(name: string, start: number, end: number): void {
    if (name === '') return this.fail(start, 'a section must have a name');
    this.section = name;
    this.ends.set(name, end);
  }

  private fail(at: number, message: string): void {
    this.faults.push(this.lines.faultAt(at, message));
  }
}
