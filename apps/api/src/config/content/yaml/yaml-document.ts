import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';
import { FaultyText, type Fault } from '../fault.js';
import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from '../limits.js';
import { Lines, failAt } from '../lines.js';

const OPTIONS = {
  version: '1.2',
  merge: true,
  intAsBigInt: true,
  // Dates, bytes and pairs: JSON has no word for them, so they are the texts and lists that they are written as.
  resolveKnownTags: false,
  // The library compares every key with every other one.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Signs, texts, blanks and line ends: more than the lines and keys of a file can need, less than takes a second. */
const MOST_LEXEMES = 10 * MOST_VALUES;
const MOST_FAULTS = 20;
/** Whole numbers are read to their last digit, which for a million of them takes long. */
const LONG_NUMBER = /^[-+]?(?:\d{400,}|0o[0-7]{400,}|0x[\da-fA-F]{400,})$/;

/** @throws FaultyText */
export function composed(text: string): Document.Parsed {
  const tokens = tokensOf(text);
  checkTokens(text, tokens);
  const [document, ...more] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (!document) failAt(text, 0, 'there is no document');
  if (document.errors.length > 0)
    fail(
      text,
      document.errors.map(({ pos, message }) => ({ offset: pos[0], message })),
    );
  // Others know values that JSON has no word for.
  if (document.directives?.yaml.version !== '1.2') failAt(text, 0, 'of YAML only version 1.2 is read');
  if (more[0]) failAt(text, more[0].range[0], 'a file may have one document only');
  return document as Document.Parsed;
}

/** Stops as soon as it is sure that nothing will come of it, which with a megabyte of brackets is soon. */
function tokensOf(text: string): readonly CST.Token[] {
  const tokens: CST.Token[] = [];
  const errors: CST.ErrorToken[] = [];
  const parser = new Parser();
  let lexemes = 0;
  const keep = (token: CST.Token): void => {
    tokens.push(token);
    if (token.type === 'error') errors.push(token);
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) keep(token);
    if (LONG_NUMBER.test(lexeme)) failAt(text, parser.offset - lexeme.length, 'this number is too long');
    if (++lexemes > MOST_LEXEMES) failAt(text, parser.offset, TOO_MANY);
    if (parser.stack.length > 2 * MOST_DEPTH + 10) failAt(text, parser.offset, TOO_DEEP);
    if (errors.length > MOST_FAULTS) fail(text, errors);
  }
  for (const token of parser.end()) keep(token);
  return tokens;
}

function fail(text: string, errors: readonly { readonly offset: number; readonly message: string }[]): never {
  const lines = new Lines(text);
  const faults = errors
    .slice(0, MOST_FAULTS)
    .map(({ offset, message }): Fault => lines.faultAt(offset, message));
  throw new FaultyText(faults);
}

/** Composing goes into itself for each level, and too many of them end the whole process: so they are counted before. */
function checkTokens(text: string, tokens: readonly CST.Token[]): void {
  const todo: (readonly [CST.Token, number])[] = tokens.map((token) => [token, 0]);
  for (let values = 0; ; values++) {
    const [token, depth] = todo.pop() ?? [];
    if (!token || depth === undefined) return;
    if (depth > MOST_DEPTH) failAt(text, token.offset, TOO_DEEP);
    if (values > 2 * MOST_VALUES + 10) failAt(text, token.offset, TOO_MANY);
    if (token.type === 'document' && token.value) todo.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) todo.push([key, depth + 1]);
      if (value) todo.push([value, depth + 1]);
    }
  }
}
