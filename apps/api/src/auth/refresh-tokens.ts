import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { deriveKey, SIGNING_KEY } from '../platform/auth-guard/index.js';

const SHAPE = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/**
 * A refresh token is computed from its session and a salt, so the current one can be given out again to a second tab
 * without ever being stored, and an old one can be told from an invented one.
 */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor(@Inject(SIGNING_KEY) signingKey: string) {
    this.key = deriveKey(signingKey, 'refresh-token');
  }

  newSalt(): string {
    return randomBytes(16).toString('base64url');
  }

  token(sessionId: string, salt: string): string {
    return `${sessionId}.${salt}.${this.mac(sessionId, salt)}`;
  }

  /** The session of a token that this console once gave out; undefined for anything else. */
  sessionOf(token: string): string | undefined {
    const [, sessionId, salt, mac] = SHAPE.exec(token) ?? [];
    if (!sessionId || !salt || !mac) return undefined;
    const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(this.mac(sessionId, salt)));
    return isOurs ? sessionId : undefined;
  }

  private mac(sessionId: string, salt: string): string {
    return createHmac('sha256', this.key).update(`${sessionId}.${salt}`).digest('base64url');
  }
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
