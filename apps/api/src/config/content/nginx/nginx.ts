import { MOST_DEPTH, TOO_DEEP } from '../limits.js';
import { failAt } from '../lines.js';

export interface NginxWord {
  /** `code` is what another language has in a block. */
  readonly kind: 'word' | ';' | '{' | '}' | 'code' | 'end';
  readonly start: number;
  readonly end: number;
}

const GAP = /(?:\s|#[^\n]*)*/y;
const QUOTED = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
/** `${name}` is a variable and opens no block. */
const BARE = /(?:\\[^]|\$\{|[^\s;{\\])+/y;
const LUA_WORD = /--[^\n]*|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|[^]/y;
const LUA_LONG = /^(?:--)?\[\[/;

/** Directives, blocks and quoted texts as nginx tells them apart; what they mean only nginx knows. @throws FaultyText */
export function checkNginx(text: string): void {
  const open: number[] = [];
  let directive: string | null = null;
  let directiveAt = 0;
  for (const { kind, start, end } of nginxWords(text)) {
    if (kind === 'code') continue;
    if (kind === 'word') {
      directiveAt = directive === null ? start : directiveAt;
      directive ??= text.slice(start, end);
      continue;
    }
    if (kind === '{' || kind === ';') {
      if (directive === null) failAt(text, start, `a directive should stand before "${kind}"`);
      if (kind === '{' && open.push(start) > MOST_DEPTH) failAt(text, start, TOO_DEEP);
    } else {
      if (directive !== null) failAt(text, directiveAt, `"${directive}" does not end in ";" or a block`);
      if (kind === '}' && open.pop() === undefined) failAt(text, start, 'this "}" closes nothing');
    }
    directive = null;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) failAt(text, unclosed, 'this "{" is not closed');
}

/** @throws FaultyText */
export function* nginxWords(text: string): Generator<NginxWord> {
  let isLua = false;
  for (let start = matchEnd(GAP, text, 0); start < text.length;) {
    const kind = text[start] ?? '';
    let end = start + 1;
    if (kind === ';' || kind === '{' || kind === '}') {
      yield { kind, start, end };
      if (kind === '{' && isLua) {
        end = luaEnd(text, end, start);
        yield { kind: 'code', start: start + 1, end };
      }
      isLua = false;
    } else {
      end = wordEnd(text, start);
      yield { kind: 'word', start, end };
      isLua ||= text.slice(start, end).endsWith('_by_lua_block');
    }
    start = matchEnd(GAP, text, end);
  }
  yield { kind: 'end', start: text.length, end: text.length };
}

function wordEnd(text: string, start: number): number {
  const isQuoted = text[start] === '"' || text[start] === "'";
  const end = matchEnd(isQuoted ? QUOTED : BARE, text, start);
  if (end === start && isQuoted) failAt(text, start, 'this quote is not closed');
  if (isQuoted && !/^(?:[\s;{)]|$)/.test(text.slice(end, end + 1)))
    failAt(text, end, 'a blank, ";" or "{" should follow the quote');
  return Math.max(end, start + 1);
}

/** Where the code ends that another language has between the braces. */
function luaEnd(text: string, from: number, opened: number): number {
  for (let at = from, depth = 1; at < text.length;) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) return at;
    const isLong = LUA_LONG.test(text.slice(at, at + 4));
    const close = isLong ? text.indexOf(']]', at) : 0;
    if (close < 0) break;
    at = isLong ? close + 2 : matchEnd(LUA_WORD, text, at);
  }
  failAt(text, opened, 'this "{" is not closed');
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
