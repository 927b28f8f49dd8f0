import { randomInt } from 'node:crypto';
import { hashSecret } from './refresh-tokens.js';

const COUNT = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** Without what looks like something else. 80 bits in 16 of them: a hash without salt tells nothing. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Shown once, for when the device with the app is lost. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: COUNT }, () =>
    Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, newCharacter).join('')).join(
      '-',
    ),
  );
}

export function recoveryHash(userId: string, code: string): string {
  return hashSecret(`${userId}\n${plain(code)}`);
}

export type TypedCode = { readonly kind: 'totp' | 'recovery'; readonly code: string };

/** People type spaces, dashes and capitals as they like. */
export function typedCode(text: string): TypedCode {
  const code = plain(text);
  return /^\d{6}$/.test(code) ? { kind: 'totp', code } : { kind: 'recovery', code };
}

function plain(code: string): string {
  return code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
}

function newCharacter(): string {
  return ALPHABET.charAt(randomInt(ALPHABET.length));
}
