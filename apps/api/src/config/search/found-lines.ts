import { isKeyed, parse, type Format, type JsonValue } from '../content/index.js';

export interface FoundLine {
  /** Of the key; empty of formats without. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

const MOST_SHOWN = 200;

/** Where a key or a value, or a line of formats without keys, has the wanted text in it, whatever its case. */
export function foundLines(format: Format, text: string, wanted: string): readonly FoundLine[] {
  const q = wanted.toLowerCase();
  const lines = text.split(/\r\n|\r|\n/);
  const shown = (line: number): string => (lines[line - 1] ?? '').slice(0, MOST_SHOWN);
  if (!isKeyed(format))
    return lines.flatMap((line, index) =>
      line.toLowerCase().includes(q) ? [{ path: '', line: index + 1, text: shown(index + 1) }] : [],
    );
  const parsed = parse(format, text);
  if (!parsed.ok) return [];
  return parsed.keys
    .filter(({ path, value }) => path.toLowerCase().includes(q) || wordOf(value).toLowerCase().includes(q))
    .map(({ path, line }) => ({ path, line, text: shown(line) }));
}

function wordOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
