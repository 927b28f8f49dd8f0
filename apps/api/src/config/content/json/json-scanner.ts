import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from '../limits.js';
import { failAt } from '../lines.js';
import { sameText, type Tree } from '../tree.js';

/** The value as it is written. */
export interface JsonPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORDS = { true: true, false: false, null: null } as const;
const WORD = /true|false|null/y;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads JSON as RFC 8259 has it; unlike `JSON.parse` it knows where each value stands, and minds names given twice. */
export class JsonScanner {
  private at = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  /** @throws FaultyText */
  read(): Tree<JsonPiece> {
    this.skipSpace();
    const tree = this.value(0, this.at);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('nothing may follow the end of the value');
    return tree;
  }

  private value(depth: number, at: number): Tree<JsonPiece> {
    if (depth > MOST_DEPTH) this.fail(TOO_DEEP);
    if (++this.values > MOST_VALUES + 1) this.fail(TOO_MANY);
    const first = this.text[this.at];
    if (first === '{') return this.group(depth, at);
    if (first === '[') return this.list(depth, at);
    return this.scalar(at);
  }

  private scalar(at: number): Tree<JsonPiece> {
    const start = this.at;
    if (this.text[start] === '"') {
      const value = this.string();
      return { kind: 'scalar', at, carried: this.pieceFrom(start), value, same: sameText(value) };
    }
    const word = this.take(WORD) as keyof typeof WORDS | null;
    const written = word ?? this.take(NUMBER);
    if (written === null) this.fail(`a value should stand here, not ${this.shown()}`);
    const value = word === null ? Number(written) : WORDS[word];
    if (value === Infinity || value === -Infinity) this.fail(`the number ${written} is too great`, start);
    return { kind: 'scalar', at, carried: this.pieceFrom(start), value, same: written };
  }

  private list(depth: number, at: number): Tree<JsonPiece> {
    const start = this.at;
    const items: Tree<JsonPiece>[] = [];
    this.eachUntil(']', () => items.push(this.value(depth + 1, this.at)));
    return { kind: 'list', at, carried: this.pieceFrom(start), items };
  }

  private group(depth: number, at: number): Tree<JsonPiece> {
    const start = this.at;
    const members = new Map<string, Tree<JsonPiece>>();
    this.eachUntil('}', () => {
      const keyAt = this.at;
      if (this.text[keyAt] !== '"')
        this.fail(`a name in double quotes should stand here, not ${this.shown()}`);
      const name = this.string();
      if (members.has(name)) this.fail(`"${name}" is there twice`, keyAt);
      this.skipSpace();
      if (this.text[this.at] !== ':') this.fail(`":" should follow the name, not ${this.shown()}`);
      this.at += 1;
      this.skipSpace();
      members.set(name, this.value(depth + 1, keyAt));
    });
    return { kind: 'group', at, carried: this.pieceFrom(start), members };
  }

  private eachUntil(close: ']' | '}', read: () => void): void {
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      read();
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== close && next !== ',')
        this.fail(`"," or "${close}" should stand here, not ${this.shown()}`);
      this.at += 1;
      if (next === close) return;
      this.skipSpace();
    }
  }

  private string(): string {
    const written = this.take(STRING);
    if (written === null)
      this.fail('this text is not closed, or has a character that must be written with a "\\"');
    const value = JSON.parse(written) as string;
    if (LONE_SURROGATE.test(value)) this.fail('half a character is written here', this.at - written.length);
    return value;
  }

  private skipSpace(): void {
    this.take(SPACE);
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private pieceFrom(start: number): JsonPiece {
    return { start, end: this.at, text: this.text.slice(start, this.at) };
  }

  private shown(): string {
    const character = this.text.codePointAt(this.at);
    return character === undefined ? 'the end of the file' : `"${String.fromCodePoint(character)}"`;
  }

  private fail(message: string, at = this.at): never {
    failAt(this.text, at, message);
  }
}
