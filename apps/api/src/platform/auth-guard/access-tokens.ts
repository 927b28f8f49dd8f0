import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '../clock/index.js';

export const SIGNING_KEY = Symbol('signing-key');
export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'release-console';
const AUDIENCE = 'release-console/people';

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

@Injectable()
export class AccessTokens {
  private readonly key: Uint8Array;

  constructor(
    @Inject(SIGNING_KEY) key: string,
    private readonly clock: Clock,
  ) {
    this.key = new TextEncoder().encode(key);
  }

  async sign(claims: AccessClaims): Promise<string> {
    const issuedAt = Math.floor(this.clock.millis() / 1000);
    return new SignJWT({ sid: claims.sessionId })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject(claims.userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(this.key);
  }

  /** Undefined for anything that is not a valid access token of this console right now. */
  async verify(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        typ: 'at+jwt',
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'sub', 'sid'],
        currentDate: this.clock.now(),
      });
      const { sub, sid } = payload;
      return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : undefined;
    } catch {
      return undefined;
    }
  }
}
