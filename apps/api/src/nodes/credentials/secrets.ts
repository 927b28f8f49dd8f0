import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

export interface Secret {
  /** Shown once, never stored. */
  readonly token: string;
  readonly sha256: Buffer;
}

export function newSecret(prefix: string): Secret {
  const token = prefix + randomBytes(SECRET_BYTES).toString('base64url');
  return { token, sha256: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
