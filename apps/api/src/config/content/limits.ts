import { FaultyText, type Fault } from './fault.js';
import { Lines } from './lines.js';

export const MOST_BYTES = 1024 ** 2;
/** Empty lines cost libraries more than their one byte tells. */
export const MOST_LINES = 50_000;
/** Of keys and entries of lists together, aliases written out. */
export const MOST_VALUES = 20_000;
export const MOST_DEPTH = 64;

const LONE_SURROGATE = /\p{Surrogate}/u;

export const TOO_DEEP = `nothing may lie more than ${MOST_DEPTH} levels deep`;
export const TOO_MANY = `a file may have ${MOST_VALUES} keys and list entries at most`;

/** What no file of any format may be. @throws FaultyText */
export function checkText(text: string): void {
  if (text.length > MOST_BYTES || Buffer.byteLength(text) > MOST_BYTES)
    throw new FaultyText([{ line: 1, column: 1, message: `a file may have ${MOST_BYTES} bytes at most` }]);
  const lines = new Lines(text);
  const faults: Fault[] = [];
  if (lines.count > MOST_LINES)
    faults.push({ line: MOST_LINES + 1, column: 1, message: `a file may have ${MOST_LINES} lines at most` });
  const zero = text.indexOf('\0');
  if (zero >= 0) faults.push(lines.faultAt(zero, 'a NUL character stands here; this is no text'));
  const lone = text.search(LONE_SURROGATE);
  if (lone >= 0) faults.push(lines.faultAt(lone, 'half a character stands here; this is no valid Unicode'));
  if (faults.length > 0) throw new FaultyText(faults);
}

const BOM = '\uFEFF';

/** Some editors begin a file with a mark of its encoding: it is no part of the content, and is kept. */
export function splitMark(text: string): { readonly mark: string; readonly body: string } {
  return text.startsWith(BOM) ? { mark: BOM, body: text.slice(1) } : { mark: '', body: text };
}
