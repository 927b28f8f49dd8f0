import { DomainError, invalidField } from './domain-error.js';
import { isStorable } from './storable.js';

/** Deeper than anything that an address takes, and far from where the walks over a body run out of stack. */
const MOST_LEVELS = 32;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a JSON body; bytes that are no UTF-8 would be stored as something else than what was sent. */
export function textOf(body: Buffer): string {
  const text = decoded(body);
  if (levelsOf(text) > MOST_LEVELS)
    throw new DomainError(
      'invalid',
      'BODY_TOO_DEEP',
      `The body nests objects and lists in more than ${MOST_LEVELS} levels.`,
    );
  return text;
}

/** Refuses a body with text that can not be kept as it is. Only an escape can say such text in valid JSON. */
export function ensureStorable(body: unknown, text: string): void {
  if (text.includes('\\u')) ensureAll(body, '');
}

function ensureAll(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw notStorable(path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (!isStorable(key)) throw notStorable(path);
    ensureAll(item, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
  }
}

function notStorable(path: string): DomainError {
  return invalidField(path || 'body', 'not_storable', 'A NUL or half a character is in this text.');
}

function decoded(body: Buffer): string {
  try {
    return UTF8.decode(body);
  } catch {
    throw new DomainError('invalid', 'BODY_NOT_UTF8', 'The body is not valid UTF-8; send JSON in UTF-8.');
  }
}

function levelsOf(text: string): number {
  let level = 0;
  let deepest = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (mark === '{' || mark === '[') deepest = Math.max(deepest, (level += 1));
    else if (mark === '}' || mark === ']') level -= 1;
  }
  return deepest;
}
