import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKeys } from '../platform/secrets/index.js';

const SHAPE = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/**
 * A refresh token is computed from its session and a salt, so the current one can be given out again to a second tab
 * without ever being stored, and an old one can be told from an invented one.
 */
@Injectable()
export class RefreshTokens {
  /** Tokens are made with the first and known by all of them. */
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(keys: SecretKeys) {
    this.keys = keys.derive('refresh-token');
  }

  newSalt(): string {
    return randomBytes(16).toString('base64url');
  }

  token(sessionId: string, salt: string): string {
    return `${sessionId}.${salt}.${mac(this.keys[0], sessionId, salt)}`;
  }

  /** The session of a token that this console once gave out; undefined for anything else. */
  sessionOf(token: string): string | undefined {
    const [, sessionId, salt, code] = SHAPE.exec(token) ?? [];
    if (!sessionId || !salt || !code) return undefined;
    const isOurs = this.keys.some((key) =>
      timingSafeEqual(Buffer.from(code), Buffer.from(mac(key, sessionId, salt))),
    );
    return isOurs ? sessionId : undefined;
  }
}

function mac(key: Buffer, sessionId: string, salt: string): string {
  return createHmac('sha256', key).update(`${sessionId}.${salt}`).digest('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
