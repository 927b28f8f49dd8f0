import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '../clock/index.js';
import { KeyUse, SecretKeys } from '../secrets/index.js';

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
  private readonly formerKeys: readonly Uint8Array[];

  constructor(
    keys: SecretKeys,
    private readonly keyUse: KeyUse,
    private readonly clock: Clock,
  ) {
    this.key = bytesOf(keys.current);
    this.formerKeys = keys.former.map(bytesOf);
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
    // For as long as honest ones live: a key that was given up because others know it must not open doors for good.
    const isFormerAccepted = this.keyUse.isFormerAccepted(ACCESS_TOKEN_SECONDS);
    for (const key of [this.key, ...(isFormerAccepted ? this.formerKeys : [])]) {
      const claims = await this.verifyWith(key, token);
      if (claims) return claims;
    }
    return undefined;
  }

  private async verifyWith(key: Uint8Array, token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, key, {
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

function bytesOf({ secret }: { readonly secret: string }): Uint8Array {
  return new TextEncoder().encode(secret);
}
