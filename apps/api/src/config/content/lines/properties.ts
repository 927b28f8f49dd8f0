import type { Dialect } from '../dialect.js';
import { failAt, lineEndOf, withoutEnd } from '../lines.js';
import { readingOf } from '../reading.js';
import { sameText, type Tree } from '../tree.js';
import { gapAt, isContinued, lineDraft, spliced, type LineEntry, type PlacedEntry } from './line-draft.js';

const NATURAL_LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const BLANK = /^[ \t\f]*(?:[#!][^\r\n]*)?(?:\r\n|\r|\n|$)/;
const KEY = /[ \t\f]*((?:[^\\ \t\f=:\r\n]|\\(?:\r\n|\r|\n)[ \t\f]*|\\[^\r\n])*)/y;
const SEPARATOR = /(?:\\(?:\r\n|\r|\n)|[ \t\f])*(?:[=:](?:\\(?:\r\n|\r|\n)|[ \t\f])*)?/y;
const ESCAPE = /\\(?:u([\da-fA-F]{4})|(\r\n|\r|\n)[ \t\f]*|([^]|$))/g;
const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What `java.util.Properties` reads; a key may be there once only, and must have a name. */
export const PROPERTIES_DIALECT: Dialect<LineEntry> = {
  read: (text) => readingOf(text, treeOf(text), true),
  *drafts(text, changes) {
    yield lineDraft(text, entriesOf(text), [{ name: '', end: text.length, gap: gapAfter(text) }], changes);
  },
  filled(text, fill) {
    const splices = [...entriesOf(text).values()].flatMap(({ valueStart, valueEnd, value }) => {
      const before = unescaped(value);
      const next = fill(before);
      return next === before ? [] : [{ start: valueStart, end: valueEnd, text: escaped(next) }];
    });
    return spliced(text, splices);
  },
};

/** A last line that goes on in the next one needs an empty one first. */
function gapAfter(text: string): string {
  const last = text.replace(/(?:\r\n|\r|\n)$/, '');
  return gapAt(text, text.length) + (isContinued(last) ? lineEndOf(text) : '');
}

function treeOf(text: string): Tree<LineEntry> {
  const members = new Map<string, Tree<LineEntry>>();
  for (const entry of entriesOf(text).values()) {
    const { key, separator, value: written } = entry;
    const value = unescaped(written);
    if (LONE_SURROGATE.test(value)) failAt(text, entry.valueStart, 'half a character is written here');
    members.set(entry.path, {
      kind: 'scalar',
      at: entry.start,
      // At the end of a file a line may go on in none.
      carried: { key, separator, value: isContinued(written) ? written.slice(0, -1) : written },
      value,
      same: sameText(value),
    });
  }
  return { kind: 'group', at: 0, carried: { key: '', separator: '', value: '' }, members };
}

function entriesOf(text: string): ReadonlyMap<string, PlacedEntry> {
  const entries = new Map<string, PlacedEntry>();
  for (let at = 0; at < text.length;) {
    const end = logicalEnd(text, at);
    if (!BLANK.test(text.slice(at, end))) {
      const entry = entryAt(text, at, end);
      if (entry.path === '') failAt(text, at, 'the key before "=" or ":" has no name');
      if (LONE_SURROGATE.test(entry.path)) failAt(text, at, 'half a character is written here');
      if (entries.has(entry.path)) failAt(text, at, `"${entry.path}" is there twice`);
      entries.set(entry.path, entry);
    }
    at = end;
  }
  return entries;
}

/** A backslash at its end goes on in the next line, but not from a comment. */
function logicalEnd(text: string, start: number): number {
  const isBlank = BLANK.test(lineAt(text, start));
  for (let at = start; ;) {
    const line = lineAt(text, at);
    at += line.length;
    const content = withoutEnd(line);
    if (isBlank || !isContinued(content) || at >= text.length) return at;
  }
}

function lineAt(text: string, at: number): string {
  NATURAL_LINE.lastIndex = at;
  return NATURAL_LINE.exec(text)?.[0] ?? '';
}

function entryAt(text: string, start: number, end: number): PlacedEntry {
  const line = text.slice(start, end).replace(/(?:\r\n|\r|\n)$/, '');
  KEY.lastIndex = 0;
  const [lead = '', key = ''] = KEY.exec(line) ?? [];
  SEPARATOR.lastIndex = lead.length;
  const separator = SEPARATOR.exec(line)?.[0] ?? '';
  const valueAt = lead.length + separator.length;
  checkEscapes(text, start, line);
  return {
    path: unescaped(key),
    key,
    separator,
    value: line.slice(valueAt),
    start,
    end,
    keyEnd: start + lead.length,
    valueStart: start + valueAt,
    valueEnd: start + line.length,
  };
}

function checkEscapes(text: string, start: number, line: string): void {
  for (const { index, 3: letter } of line.matchAll(ESCAPE))
    if (letter === 'u') failAt(text, start + index, '"\\u" must be followed by four hexadecimal digits');
}

function unescaped(written: string): string {
  return written.replace(
    ESCAPE,
    (_, code: string | undefined, lineEnd: string | undefined, letter: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (lineEnd !== undefined) return '';
      return LETTERS[letter ?? ''] ?? letter ?? '';
    },
  );
}

/** Safe to stand as a value, read as ISO 8859-1 or as UTF-8. */
function escaped(value: string): string {
  return value
    .replace(
      /[\\\t\n\r\f]|^ /g,
      (each) => `\\${{ '\t': 't', '\n': 'n', '\r': 'r', '\f': 'f' }[each] ?? each}`,
    )
    .replace(/[^ -~]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
