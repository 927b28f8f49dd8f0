import { hkdfSync } from 'node:crypto';

/** A 32-byte key for one purpose only; keys of other purposes can't be computed from it. */
export function deriveKey(signingKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', signingKey, 'release-console', purpose, 32));
}
