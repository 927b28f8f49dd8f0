import { failAt } from '../lines.js';
import { spliced, type Splice } from '../lines/line-draft.js';
import { nginxWords } from './nginx.js';

/**
 * Words with `fill` done to what `pattern` finds in them. Each stays one word, in quotes so that blanks and signs in it say
 * nothing. @throws FaultyText for `$`, which nginx can not say, and for code of other languages
 */
export function filledNginx(text: string, pattern: RegExp, fill: (written: string) => string): string {
  const splices: Splice[] = [];
  for (const { kind, start, end } of nginxWords(text)) {
    const written = text.slice(start, end);
    if ((kind !== 'word' && kind !== 'code') || written.search(pattern) < 0) continue;
    const isFilled = fill(written) !== written;
    if (isFilled && kind === 'code')
      failAt(text, start, 'secrets can not be put into code of another language');
    if (isFilled) splices.push({ start, end, text: filledWord(text, start, written, pattern, fill) });
  }
  return spliced(text, splices);
}

function filledWord(
  text: string,
  start: number,
  written: string,
  pattern: RegExp,
  fill: (written: string) => string,
): string {
  const isQuoted = /^["']/.test(written);
  const quote = isQuoted ? written.slice(0, 1) : '"';
  const content = isQuoted
    ? written.slice(1, -1)
    : written.replace(/\\[^]|"/g, (each) => (each === '"' ? '\\"' : each));
  const filled = content.replace(pattern, (reference) => {
    const value = fill(reference);
    if (value === reference) return reference;
    if (value.includes('$')) failAt(text, start, 'a value with "$" can not stand in a file of nginx');
    return value.replace(/[\\"']/g, (each) => (each === '\\' || each === quote ? `\\${each}` : each));
  });
  return quote + filled + quote;
}
