import { randomBytes } from 'node:crypto';
import { API_TOKEN_PREFIX } from '../../platform/auth-guard/index.js';
import { hashSecret } from '../refresh-tokens.js';

const PUBLIC_BYTES = 6;
const SECRET_BYTES = 32;

export interface TokenSecret {
  /** Shown once, never stored. */
  readonly token: string;
  readonly prefix: string;
  readonly tokenHash: string;
}

export function newTokenSecret(): TokenSecret {
  const prefix = API_TOKEN_PREFIX + randomBytes(PUBLIC_BYTES).toString('hex');
  const token = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, prefix, tokenHash: hashSecret(token) };
}
