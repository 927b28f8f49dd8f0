import { Unreadable } from './unreadable.js';

/** One line of what a program says about itself. */
export interface TextSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** A line that is none of the format. */
export class UnreadableLine extends Unreadable {
  constructor(
    readonly line: number,
    why: string,
  ) {
    super(`line ${line}: ${why}`);
  }
}

/**
 * Reads Prometheus' text format and OpenMetrics: names may be quoted, samples may have a time and an exemplar behind them.
 * @param isWanted called with the name of each sample; the others are skipped without being read
 * @throws UnreadableLine
 */
export function* readPrometheusText(
  text: string,
  isWanted: (name: string) => boolean,
): Generator<TextSample> {
  let [start, line] = [0, 0];
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    line += 1;
    const sample = readLine(text.slice(start, end).trim(), line, isWanted);
    if (sample) yield sample;
    start = end + 1;
  }
}

function readLine(text: string, line: number, isWanted: (name: string) => boolean): TextSample | null {
  if (text === '' || text.startsWith('#')) return null;
  const plain = /^[^\s{]*/.exec(text)?.[0] ?? '';
  if (plain !== '' && !isWanted(plain)) return null;
  const reader = new LineReader(text, line);
  const name = reader.word(/[^\s{]*/y);
  const labels = new Map<string, string>();
  const quoted = reader.skip('{') ? readLabels(reader, labels) : null;
  const known = name || (quoted ?? '');
  if (known === '') throw new UnreadableLine(line, 'there is no name');
  if (!isWanted(known)) return null;
  const word = reader.word(/\S+/y);
  const value = numberOf(word);
  if (value === null) throw new UnreadableLine(line, `${JSON.stringify(word.slice(0, 50))} is no number`);
  return { name: known, labels, value };
}

/** Everything up to the closing brace; a quoted name may stand among the labels. */
function readLabels(reader: LineReader, labels: Map<string, string>): string | null {
  let name: string | null = null;
  while (!reader.skip('}')) {
    const key = reader.peek() === '"' ? reader.quoted() : reader.word(/[^\s="{},]+/y);
    if (reader.skip('=')) labels.set(key, reader.quoted());
    else name = key;
    if (!reader.skip(',') && reader.peek() !== '}')
      throw new UnreadableLine(reader.line, 'labels are not divided by commas');
  }
  return name;
}

class LineReader {
  private place = 0;

  constructor(
    private readonly text: string,
    readonly line: number,
  ) {}

  peek(): string {
    while (this.text[this.place] === ' ' || this.text[this.place] === '\t') this.place += 1;
    return this.text[this.place] ?? '';
  }

  skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.place += 1;
    return true;
  }

  /** @param pattern sticky */
  word(pattern: RegExp): string {
    this.peek();
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.place += found.length;
    if (found === '' && this.place < this.text.length && this.text[this.place] !== '{')
      throw new UnreadableLine(this.line, `nothing readable at character ${this.place + 1}`);
    return found;
  }

  quoted(): string {
    if (!this.skip('"')) throw new UnreadableLine(this.line, 'a label has no quoted value');
    let value = '';
    for (;;) {
      const character = this.text[this.place];
      this.place += 1;
      if (character === undefined) throw new UnreadableLine(this.line, 'a quote is not closed');
      if (character === '"') return value;
      value += character === '\\' ? this.escaped() : character;
    }
  }

  private escaped(): string {
    const character = this.text[this.place] ?? '';
    this.place += 1;
    return character === 'n' ? '\n' : character;
  }
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['+inf', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
]);
const LONGEST_NUMBER = 64;

function numberOf(word: string): number | null {
  if (word.length > LONGEST_NUMBER) return null;
  const named = NAMED.get(word.toLowerCase());
  if (named !== undefined) return named;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : null;
}
