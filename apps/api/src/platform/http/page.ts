import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { invalidField } from './domain-error.js';
import { isStorable } from './storable.js';
import { WholeNumber } from './whole-number.js';

export class PageQuery {
  @ApiPropertyOptional({ description: 'How many items at the most.', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @WholeNumber(1, 200)
  limit: number = 50;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before; absent for the first page.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** Cuts `rows` (read with limit + 1) into a page; `keyOf` names the last row for the next cursor. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

export type CursorPart = 'uuid' | 'count' | 'time' | 'text';

const PARTS: Readonly<Record<CursorPart, (part: unknown) => boolean>> = {
  uuid: (part) => typeof part === 'string' && UUID.test(part),
  count: (part) => typeof part === 'number' && Number.isInteger(part) && Math.abs(part) < 2 ** 31,
  time: (part) => typeof part === 'string' && TIME.test(part) && !Number.isNaN(Date.parse(part)),
  text: (part) => typeof part === 'string' && isStorable(part),
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As PostgreSQL writes a `timestamptz`. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** The key that `toPage` put into the cursor; a made-up cursor is a clear error. */
export function decodeCursor(
  cursor: string | undefined,
  parts: readonly CursorPart[],
): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === parts.length && parts.every((part, at) => PARTS[part](key[at])))
    return key as (string | number)[];
  throw invalidField('cursor', 'unknown_cursor', {
    en: 'This cursor is not one that a list gave out; leave it away for the first page.',
    zh: '此游标不是由列表给出的；不写则为第一页。',
  });
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
