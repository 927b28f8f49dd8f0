import { Injectable } from '@nestjs/common';
import { AuditLog, SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { normalizeEmail } from '../email.js';
import type { UserEntity } from '../user.entity.js';
import { UsersRepository } from '../users.repository.js';
import { oidcEmailMissing, oidcEmailTaken, oidcEmailUnverified } from './oidc.errors.js';
import { OidcIdentitiesRepository } from './oidc-identities.repository.js';
import type { OidcPerson } from './oidc-person.js';
import { OidcProvider } from './oidc-provider.js';

export interface FoundAccount {
  readonly user: UserEntity;
  readonly isNew: boolean;
}

/** Which account somebody of the provider has here. */
@Injectable()
export class OidcAccounts {
  constructor(
    private readonly clock: Clock,
    private readonly provider: OidcProvider,
    private readonly users: UsersRepository,
    private readonly identities: OidcIdentitiesRepository,
    private readonly audit: AuditLog,
  ) {}

  /** The linked one, locked; else a new one. */
  async accountOf(tx: Tx, person: OidcPerson): Promise<FoundAccount> {
    const userId = await this.identities.userOf(tx, this.provider.issuerKey, person.subject);
    if (userId !== undefined) return { user: await this.users.lockForChange(tx, userId), isNew: false };
    const email = this.provenEmail(person);
    const holder = await this.users.findByEmail(tx, email);
    return holder
      ? { user: await this.adopt(tx, holder.id, person), isNew: false }
      : { user: await this.create(tx, email, person), isNew: true };
  }

  /** An address that the provider has not looked at could be anybody's. */
  private provenEmail({ email, isEmailVerified }: OidcPerson): string {
    if (email === undefined) throw oidcEmailMissing();
    if (!isEmailVerified && !this.provider.own.trustsEmail) throw oidcEmailUnverified();
    return normalizeEmail(email);
  }

  /**
   * The same address is no proof that it is the same person: with a password, the person shows it. Without one, the
   * account came from a provider, and an admin has taken the link away so that it is made anew.
   */
  private async adopt(tx: Tx, userId: string, person: OidcPerson): Promise<UserEntity> {
    const user = await this.users.lockForChange(tx, userId);
    const isOpen = user.passwordHash === null && !(await this.identities.hasAny(tx, user.id));
    if (!isOpen) throw oidcEmailTaken();
    await this.link(tx, user, person);
    return user;
  }

  private async create(tx: Tx, email: string, person: OidcPerson): Promise<UserEntity> {
    const fields = { email, name: person.name, passwordHash: null, isAdmin: false };
    const user = await this.users
      .create(tx, { ...fields, createdAt: this.clock.now() })
      .catch((error: unknown) => {
        throw error instanceof DomainError && error.code === 'EMAIL_TAKEN' ? oidcEmailTaken() : error;
      });
    await this.audit.record(tx, {
      actor: SYSTEM,
      action: 'user.created',
      subject: { type: 'user', id: user.id, name: user.name },
      data: { to: { email, name: user.name, isAdmin: false }, by: 'oidc' },
    });
    await this.link(tx, user, person);
    return user;
  }

  async link(tx: Tx, user: UserEntity, { subject }: OidcPerson): Promise<void> {
    const issuer = this.provider.issuerKey;
    await this.identities.link(tx, { issuer, subject, userId: user.id, linkedAt: this.clock.now() });
    await this.audit.record(tx, {
      actor: { kind: 'user', id: user.id, name: user.name },
      action: 'user.provider_linked',
      subject: { type: 'user', id: user.id, name: user.name },
      data: { issuer },
    });
  }

  hasIdentity(tx: Tx, userId: string): Promise<boolean> {
    return this.identities.hasUser(tx, this.provider.issuerKey, userId);
  }
}
