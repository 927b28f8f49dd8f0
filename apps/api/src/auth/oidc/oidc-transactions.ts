import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { Clock } from '../../platform/clock/index.js';
import { SecretKeys } from '../../platform/secrets/index.js';

export const TRANSACTION_SECONDS = 600;

const AUDIENCE = 'release-console/oidc';

/** Whose account the person at the provider is to be linked with, and the sign-in in which that was asked for. */
export interface LinkWish {
  readonly userId: string;
  readonly sessionId: string;
}

/** What a browser keeps while its person is at the provider. */
export interface OidcTransaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** A path of this console. */
  readonly returnTo: string;
  readonly link?: LinkWish;
}

export interface OpenedTransaction extends OidcTransaction {
  readonly id: string;
  readonly expiresAt: Date;
}

/** Sealed, so that nothing is stored for whoever only begins, and any process can take the person back. */
@Injectable()
export class OidcTransactions {
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(
    keys: SecretKeys,
    private readonly clock: Clock,
  ) {
    this.keys = keys.derive('oidc-transaction');
  }

  async seal(transaction: OidcTransaction): Promise<string> {
    const now = Math.floor(this.clock.millis() / 1000);
    return new EncryptJWT({ ...transaction })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setJti(randomUUID())
      .setAudience(AUDIENCE)
      .setExpirationTime(now + TRANSACTION_SECONDS)
      .encrypt(this.keys[0]);
  }

  /** Undefined for what is not ours, or too old. */
  async open(sealed: string | undefined): Promise<OpenedTransaction | undefined> {
    if (sealed === undefined) return undefined;
    for (const key of this.keys) {
      const opened = await this.openWith(key, sealed);
      if (opened) return opened;
    }
    return undefined;
  }

  private async openWith(key: Buffer, sealed: string): Promise<OpenedTransaction | undefined> {
    try {
      const { payload } = await jwtDecrypt<OidcTransaction>(sealed, key, {
        audience: AUDIENCE,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp', 'jti'],
        currentDate: this.clock.now(),
      });
      const { jti = '', exp = 0, state, nonce, verifier, returnTo, link } = payload;
      const opened = { id: jti, expiresAt: new Date(exp * 1000), state, nonce, verifier, returnTo };
      return link ? { ...opened, link } : opened;
    } catch {
      return undefined;
    }
  }
}
