import { DomainError, invalidField } from './domain-error.js';
import { isStorable } from './storable.js';

/** Deeper than anything that an address takes, and far from where the walks over a body run out of stack. */
const MOST_LEVELS = 32;
export const NO_SUCH_FIELD = { en: 'There is no such field.', zh: '没有此字段。' };
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

/** The text of a JSON body; bytes that are no UTF-8 would be stored as something else than what was sent. */
export function textOf(body: Buffer): string {
  if (levelsOf(body) > MOST_LEVELS)
    throw new DomainError('invalid', 'BODY_TOO_DEEP', {
      en: `The body nests objects and lists in more than ${MOST_LEVELS} levels.`,
      zh: `请求正文中对象和列表的嵌套超过 ${MOST_LEVELS} 层。`,
    });
  return decoded(body);
}

/**
 * What is in a parsed body, its text in NFC. Refused is what can not be kept as it was sent: text that PostgreSQL does
 * not take, and numbers that became others when they were read.
 */
export function exactly(value: unknown, path = ''): unknown {
  if (typeof value === 'string') return exactText(value, path);
  if (typeof value === 'number') return exactNumber(value, path);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, at) => exactly(item, `${path}[${at}]`));
  for (const [key, item] of Object.entries(value)) {
    if (isInherited(key)) throw unknownField(path === '' ? key : `${path}.${key}`);
    if (exactText(key, path) !== key)
      throw invalidField(path || 'body', 'not_normalized', {
        en: 'The name of a field here is not in Unicode NFC.',
        zh: '此处有字段名不符合 Unicode NFC。',
      });
    (value as Record<string, unknown>)[key] = exactly(item, path === '' ? key : `${path}.${key}`);
  }
  return value;
}

/** The text of a body that is no JSON. */
export function plainTextOf(body: Buffer): string {
  return exactText(decoded(body), 'body');
}

/** What every object has is no field of a request; where fields are looked up by name it would be found. */
export function isInherited(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}

export function notJson(): DomainError {
  return new DomainError('invalid', 'INVALID_JSON_BODY', {
    en: 'The body is not valid JSON.',
    zh: '请求正文不是有效的 JSON。',
  });
}

export function unknownField(field: string): DomainError {
  return invalidField(field, 'unknown_field', NO_SUCH_FIELD);
}

export function exactText(text: string, path: string): string {
  if (isStorable(text)) return text.normalize('NFC');
  throw invalidField(path || 'body', 'not_storable', {
    en: 'A NUL or half a character is in this text.',
    zh: '文本中含有 NUL 或不完整的字符。',
  });
}

function exactNumber(value: number, path: string): number {
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return value;
  throw invalidField(path || 'body', 'not_exact', {
    en: 'This number is too large to be kept exactly.',
    zh: '数字过大，无法精确保存。',
  });
}

function decoded(body: Buffer): string {
  try {
    return UTF8.decode(body);
  } catch {
    throw new DomainError('invalid', 'BODY_NOT_UTF8', {
      en: 'The body is not valid UTF-8; send it in UTF-8.',
      zh: '请求正文不是有效的 UTF-8，请以 UTF-8 发送。',
    });
  }
}

/** Over the bytes: in UTF-8 none of these marks is part of another character. */
function levelsOf(body: Buffer): number {
  let level = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) deepest = Math.max(deepest, (level += 1));
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) level -= 1;
  }
  return deepest;
}
