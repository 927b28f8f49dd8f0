import { Composer, Parser, type CST, type Document } from 'yaml';
import { FaultyText } from '../fault.js';
import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from '../limits.js';
import { Lines, failAt } from '../lines.js';

const OPTIONS = {
  version: '1.2',
  merge: true,
  intAsBigInt: true,
  // The library compares every key with every other one.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** @throws FaultyText */
export function composed(text: string): Document.Parsed {
  const tokens = [...new Parser().parse(text)];
  checkTokens(text, tokens);
  const [document, ...more] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (!document) failAt(text, 0, 'there is no document');
  if (document.errors.length > 0) {
    const lines = new Lines(text);
    throw new FaultyText(document.errors.map(({ pos, message }) => lines.faultAt(pos[0], message)));
  }
  if (more[0]) failAt(text, more[0].range[0], 'a file may have one document only');
  return document as Document.Parsed;
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
