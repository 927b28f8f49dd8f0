/** A regular expression taken apart. */
export type PatternPart =
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'edge'; readonly sign: '^' | '$' | '\\b' | '\\B' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternPart[] }
  | { readonly kind: 'repeat'; readonly part: PatternPart; readonly least: number; readonly most: number };

/** Thrown for a pattern that is none, or that only can be tried by guessing. */
export class UnfitPattern extends Error {}

const MOST_LENGTH = 500;
const EDGE = /\^|\$|\\[bB]/y;
const GROUP = /\((?:\?:|\?<[\w$]+>|(?!\?))/y;
const CHARACTER =
  /\\(?:[pP]\{[^}]*\}|u\{[\da-fA-F]+\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[^1-9k])|\[(?:[^\]\\]|\\[^])*\]|[^\\()[\]{}*+?|^$]/uy;
const COUNT = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;

/** @throws UnfitPattern */
export function partsOf(pattern: string): PatternPart {
  if (pattern.length > MOST_LENGTH) throw new UnfitPattern(`it is longer than ${MOST_LENGTH} characters`);
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw new UnfitPattern(error instanceof Error ? error.message : 'it is none');
  }
  return new PatternReader(pattern).read();
}

/** Of a pattern that is known to be one. */
class PatternReader {
  private at = 0;

  constructor(private readonly pattern: string) {}

  read(): PatternPart {
    const options: PatternPart[] = [this.sequence()];
    while (this.pattern[this.at] === '|') {
      this.at += 1;
      options.push(this.sequence());
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  private sequence(): PatternPart {
    const parts: PatternPart[] = [];
    while (this.at < this.pattern.length && !/[|)]/.test(this.pattern.charAt(this.at)))
      parts.push(this.counted(this.single()));
    return { kind: 'sequence', parts };
  }

  private single(): PatternPart {
    const sign = this.take(EDGE)?.[0];
    if (sign !== undefined) return { kind: 'edge', sign: sign as '^' };
    if (this.take(GROUP)) {
      const inner = this.read();
      this.at += 1;
      return inner;
    }
    const source = this.take(CHARACTER)?.[0];
    if (source === undefined)
      throw new UnfitPattern(
        'it looks ahead, looks behind or repeats what it found before, which can take for ever',
      );
    return { kind: 'character', source };
  }

  private counted(part: PatternPart): PatternPart {
    const [, sign, from, open, to] = this.take(COUNT) ?? [];
    if (sign !== undefined)
      return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    if (from === undefined) return part;
    const least = Number(from);
    const most = open === undefined ? least : to === undefined || to === '' ? Infinity : Number(to);
    return { kind: 'repeat', part, least, most };
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.pattern);
    if (found) this.at += found[0].length;
    return found;
  }
}
