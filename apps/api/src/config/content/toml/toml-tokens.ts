import { unquoted } from './toml-strings.js';

/** A line of a TOML text that says something; offsets into it. */
export type TomlStatement = TomlHeader | TomlEntry;

export interface TomlHeader {
  readonly kind: 'header';
  readonly names: readonly string[];
  /** `[[name]]`: one more table in a list of them. */
  readonly isListed: boolean;
  readonly start: number;
  readonly end: number;
}

export interface TomlEntry {
  readonly kind: 'entry';
  readonly names: readonly string[];
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** After the comment that may follow, and the end of the line. */
  readonly end: number;
}

const VOID = /(?:[ \t\r\n]|#[^\n]*)*/y;
const BARE = /[A-Za-z0-9_-]+/y;
const BLANK = /[ \t]*/y;
const TO_LINE_END = /[^\n]*\n?/y;
const PLAIN = /[^\s,#\]}]+(?: \d\d:[^\s,#\]}]+)?/y;
const STRING =
  /"""(?:[^"\\]|\\[^]|"{1,2}(?!"))*"{3,5}|'''(?:[^']|'{1,2}(?!'))*'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*'/y;

/** The statements of a text that is known to be TOML, which makes looking easy. */
export class TomlTokens {
  private at = 0;

  constructor(private readonly text: string) {}

  statements(): readonly TomlStatement[] {
    const statements: TomlStatement[] = [];
    for (;;) {
      this.take(VOID);
      if (this.at >= this.text.length) return statements;
      statements.push(this.text[this.at] === '[' ? this.header() : this.entry());
    }
  }

  private header(): TomlHeader {
    const start = this.lineStart();
    const isListed = this.text.startsWith('[[', this.at);
    this.at += isListed ? 2 : 1;
    const names = this.names();
    this.take(TO_LINE_END);
    return { kind: 'header', names, isListed, start, end: this.at };
  }

  private entry(): TomlEntry {
    const start = this.lineStart();
    const names = this.names();
    // The sign between key and value.
    this.at += 1;
    this.take(BLANK);
    const valueStart = this.at;
    this.skipValue();
    const valueEnd = this.at;
    this.take(TO_LINE_END);
    return { kind: 'entry', names, start, valueStart, valueEnd, end: this.at };
  }

  private names(): readonly string[] {
    const names: string[] = [];
    do {
      if (this.text[this.at] === '.') this.at += 1;
      this.take(BLANK);
      const string = this.take(STRING);
      names.push(string === '' ? this.take(BARE) : unquoted(string));
      this.take(BLANK);
    } while (this.text[this.at] === '.');
    return names;
  }

  private skipValue(): void {
    let depth = 0;
    do {
      const next = this.text[this.at] ?? '';
      if (next === '[' || next === '{') depth += 1;
      if (next === ']' || next === '}') depth -= 1;
      if (/^[[\]{},=.]/.test(next)) this.at += 1;
      else if (this.take(STRING) === '' && this.take(PLAIN) === '') this.at += 1;
      if (depth > 0) this.take(VOID);
    } while (depth > 0 && this.at < this.text.length);
  }

  private lineStart(): number {
    return this.text.lastIndexOf('\n', this.at - 1) + 1;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
