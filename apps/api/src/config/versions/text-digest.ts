import { createHash } from 'node:crypto';

/** Sha256 of a text as nodes would get its bytes; null for none. */
export function digestOf(text: string): string;
export function digestOf(text: string | null): string | null;
export function digestOf(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}
