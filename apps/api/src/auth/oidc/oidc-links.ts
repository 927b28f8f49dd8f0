import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { sessionEnded } from '../auth.errors.js';
import { LoginLimit } from '../login-limit.js';
import { PasswordsService } from '../passwords.service.js';
import { PeopleReadModel } from '../people.read-model.js';
import { UsersRepository } from '../users.repository.js';
import { oidcLinkedAlready, oidcLinkedElsewhere } from './oidc.errors.js';
import type { Comer } from './oidc-comer.js';
import { OidcAccounts } from './oidc-accounts.js';
import { OidcIdentitiesRepository } from './oidc-identities.repository.js';
import type { OidcPerson } from './oidc-person.js';
import { OidcProvider } from './oidc-provider.js';
import type { LinkWish } from './oidc-transactions.js';

/** Joins an account that has a password with somebody at the provider, and parts them again. */
@Injectable()
export class OidcLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly provider: OidcProvider,
    private readonly accounts: OidcAccounts,
    private readonly identities: OidcIdentitiesRepository,
    private readonly users: UsersRepository,
    private readonly people: PeopleReadModel,
    private readonly passwords: PasswordsService,
    private readonly limit: LoginLimit,
    private readonly audit: AuditLog,
  ) {}

  /** An open page is not enough: whoever links somebody can come back as this person for good. */
  async allow(actor: Actor, sessionId: string | undefined, password: string): Promise<LinkWish> {
    if (sessionId === undefined) throw sessionEnded();
    const user = await this.users.get(this.database.reader, actor.id);
    if (await this.identities.hasUser(this.database.reader, this.provider.issuerKey, user.id))
      throw oidcLinkedAlready();
    await this.passwords.prove(user, password);
    return { userId: actor.id, sessionId };
  }

  /** Only while the sign-in goes on in which it was asked for. */
  async link(wish: LinkWish, person: OidcPerson, from: Comer): Promise<void> {
    const [live] = await this.people.liveSessions([wish], this.clock.now());
    if (!live) throw sessionEnded();
    await this.database.transaction(async (tx) => {
      await this.users.lockAdmins(tx);
      const user = await this.users.lockForChange(tx, wish.userId);
      const linked = await this.identities.userOf(tx, this.provider.issuerKey, person.subject);
      if (linked !== undefined && linked !== user.id) throw oidcLinkedElsewhere();
      if (await this.accounts.hasIdentity(tx, user.id)) throw oidcLinkedAlready();
      await this.accounts.link(tx, user, person);
      await this.limit.forgiveProvider(tx, from.address, from.deviceId);
    });
  }

  /** By an admin. Sessions go on; whoever has no password is linked anew by the same verified address. */
  async remove(actor: Actor, userId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if ((await this.identities.unlink(tx, userId)) === 0) return;
      await this.audit.record(tx, {
        actor,
        action: 'user.provider_unlinked',
        subject: { type: 'user', id: user.id, name: user.name },
      });
    });
  }
}
