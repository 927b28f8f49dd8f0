import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Tx } from '../../platform/database/index.js';
import { OidcIdentityEntity } from './oidc-identity.entity.js';
import { UsedOidcSignInEntity } from './used-oidc-sign-in.entity.js';

@Injectable()
export class OidcIdentitiesRepository {
  async userOf(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
    return (await tx.findOneBy(OidcIdentityEntity, { issuer, subject }))?.userId;
  }

  async hasUser(tx: Tx, issuer: string, userId: string): Promise<boolean> {
    return tx.existsBy(OidcIdentityEntity, { issuer, userId });
  }

  async hasAny(tx: Tx, userId: string): Promise<boolean> {
    return tx.existsBy(OidcIdentityEntity, { userId });
  }

  async link(tx: Tx, identity: OidcIdentityEntity): Promise<void> {
    await tx.insert(OidcIdentityEntity, identity);
  }

  /** Of every provider; answers how many there were. */
  async unlink(tx: Tx, userId: string): Promise<number> {
    return (await tx.delete(OidcIdentityEntity, { userId })).affected ?? 0;
  }

  /** False when it came back before. */
  async use(tx: Tx, id: string, expiresAt: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'INSERT INTO used_oidc_sign_ins (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [id, expiresAt],
    );
    return rows.length === 1;
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.delete(UsedOidcSignInEntity, { expiresAt: LessThan(now) });
  }
}
