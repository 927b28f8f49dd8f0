import type { Changes } from '../dialect.js';
import { lineEndOf } from '../lines.js';

/** A key and its value as a line format writes them. */
export interface LineEntry {
  /** As written, with its escapes. */
  readonly key: string;
  /** With the blanks around it; empty where there is none. */
  readonly separator: string;
  readonly value: string;
}

/** An entry where it stands in its text. */
export interface PlacedEntry extends LineEntry {
  readonly path: string;
  /** Of its first line, to the end of its last one. */
  readonly start: number;
  readonly end: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface Section {
  /** Empty for what stands before the first header. */
  readonly name: string;
  /** Where a line may be added to it, and what must stand before that line. */
  readonly end: number;
  readonly gap: string;
}

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Line by line: comments, order and blanks of all others stay. */
export function lineDraft(
  text: string,
  entries: ReadonlyMap<string, PlacedEntry>,
  sections: readonly Section[],
  { set, remove }: Changes<LineEntry>,
): string {
  const eol = lineEndOf(text);
  const splices: Splice[] = [];
  const fresh: { readonly section: string; readonly line: string }[] = [];
  for (const { path } of remove) {
    const entry = entries.get(path);
    if (entry) splices.push({ start: entry.start, end: entry.end, text: '' });
  }
  for (const { path, segments, carried } of set) {
    const entry = entries.get(path);
    const value = carried.value.replace(/\r\n|\r|\n/g, eol);
    if (entry) splices.push(valueSplice(entry, { ...carried, value }));
    else
      fresh.push({
        section: segments.length > 1 ? (segments[0] ?? '') : '',
        line: carried.key + carried.separator + value,
      });
  }
  for (const { name, end, gap } of sections) {
    const lines = fresh.filter(({ section }) => section === name).map(({ line }) => line + eol);
    if (lines.length > 0) splices.push({ start: end, end, text: gap + lines.join('') });
  }
  const known = new Set(sections.map(({ name }) => name));
  return (
    spliced(text, splices) +
    newSections(
      text,
      fresh.filter(({ section }) => !known.has(section)),
      eol,
    )
  );
}

function valueSplice(entry: PlacedEntry, { separator, value }: LineEntry): Splice {
  const isAlike = (entry.separator === '') === (separator === '');
  return isAlike
    ? { start: entry.valueStart, end: entry.valueEnd, text: value }
    : { start: entry.keyEnd, end: entry.valueEnd, text: separator + value };
}

function newSections(
  text: string,
  fresh: readonly { readonly section: string; readonly line: string }[],
  eol: string,
): string {
  const names = [...new Set(fresh.map(({ section }) => section))];
  const written = names.map((name) => {
    const lines = fresh.filter(({ section }) => section === name).map(({ line }) => line + eol);
    return `${eol}[${name}]${eol}${lines.join('')}`;
  });
  return written.length > 0 ? gapAt(text, text.length) + written.join('') : '';
}

/** What must stand before a new line there: the last line of a file may lack its end. */
export function gapAt(text: string, end: number): string {
  return end === 0 || /[\r\n]/.test(text.charAt(end - 1)) ? '' : lineEndOf(text);
}

/** They may come in any order, but may not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: written } of [...splices].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    result += text.slice(at, start) + written;
    at = end;
  }
  return result + text.slice(at);
}

/** Whether it ends in a backslash that no other one makes plain. */
export function isContinued(line: string): boolean {
  let slashes = 0;
  while (line[line.length - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
