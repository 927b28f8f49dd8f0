import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { ActorChanges } from '../actor-changes.js';
import { KnownDevices } from '../known-devices.js';
import { LoginLimit } from '../login-limit.js';
import { SignInService, type Granted } from '../sign-in.service.js';
import { UsersRepository } from '../users.repository.js';
import { localPath } from './local-path.js';
import { oidcDisabled, oidcGroupsUnknown, oidcNoRole, oidcStale } from './oidc.errors.js';
import { OidcAccounts } from './oidc-accounts.js';
import { OidcIdentitiesRepository } from './oidc-identities.repository.js';
import { OidcLinks } from './oidc-links.js';
import type { Comer } from './oidc-comer.js';
import type { OidcPerson } from './oidc-person.js';
import { OidcProvider } from './oidc-provider.js';
import { OidcRoles } from './oidc-roles.js';
import { OidcTransactions, type OpenedTransaction } from './oidc-transactions.js';

const HOUR_MS = 3_600_000;

/** Where a browser goes next. */
export interface Departure {
  readonly url: string;
  /** For the browser to keep until it comes back; undefined: nothing. */
  readonly kept?: string;
  /** Who is signed in from now on. */
  readonly granted?: Granted;
  /** For the browser to keep for good. */
  readonly providerWord?: string;
}

interface Caller {
  readonly address: string;
  /** What the browser keeps from an earlier sign-in through the provider. */
  readonly providerWord: string | undefined;
}

/** Takes people to the provider and back. Whatever goes wrong ends on a page of the console that says what it was. */
@Injectable()
export class OidcSignInService {
  private readonly logger = new Logger('oidc');

  constructor(
    private readonly database: Database,
    private readonly provider: OidcProvider,
    private readonly transactions: OidcTransactions,
    private readonly identities: OidcIdentitiesRepository,
    private readonly accounts: OidcAccounts,
    private readonly roles: OidcRoles,
    private readonly links: OidcLinks,
    private readonly users: UsersRepository,
    private readonly signIn: SignInService,
    private readonly devices: KnownDevices,
    private readonly limit: LoginLimit,
    private readonly changes: ActorChanges,
  ) {}

  async begin(wantedReturn: unknown): Promise<Departure> {
    const returnTo = localPath(wantedReturn);
    try {
      const { url, ...checks } = await this.provider.begin();
      return { url: url.href, kept: await this.transactions.seal({ ...checks, returnTo }) };
    } catch (error) {
      return this.failed(error, { returnTo });
    }
  }

  /** For somebody who is signed in and has shown the password. */
  async beginLink(actor: Actor, sessionId: string | undefined, password: string): Promise<Departure> {
    const link = await this.links.allow(actor, sessionId, password);
    const { url, ...checks } = await this.provider.begin();
    return {
      url: url.href,
      kept: await this.transactions.seal({ ...checks, returnTo: '/settings/profile', link }),
    };
  }

  /** @param search of the address that the browser came to, `?` included */
  async finish(search: string, kept: string | undefined, caller: Caller): Promise<Departure> {
    const begun = await this.transactions.open(kept);
    const from = this.comer(caller);
    try {
      if (!begun || begun.state !== new URLSearchParams(search).get('state')) throw oidcStale();
      await this.limit.countProvider(from.address, from.deviceId);
      await this.takeOnce(begun);
      const person = await this.provider.redeem(search, begun);
      return await this.welcome(person, begun, from);
    } catch (error) {
      return this.failed(error, begun);
    }
  }

  private async welcome(person: OidcPerson, begun: OpenedTransaction, from: Comer): Promise<Departure> {
    if (begun.link) {
      await this.links.link(begun.link, person, from);
      return { url: `${begun.returnTo}?provider=linked` };
    }
    const granted = await this.enter(person, from);
    const query = new URLSearchParams({ by: 'oidc', returnTo: begun.returnTo });
    const providerWord = this.devices.newWord(this.deviceName);
    return { url: `/login?${query.toString()}`, granted, providerWord };
  }

  /** Before the provider is asked, so that of two at once only one asks. */
  private async takeOnce({ id, expiresAt }: OpenedTransaction): Promise<void> {
    const isFirst = await this.database.transaction((tx) => this.identities.use(tx, id, expiresAt));
    if (!isFirst) throw oidcStale();
  }

  private async enter(person: OidcPerson, from: Comer): Promise<Granted> {
    const { groups } = person;
    if (!groups) throw oidcGroupsUnknown();
    const outcome = await this.database.transaction((tx) => this.open(tx, person, groups, from));
    this.changes.tellHere(outcome.userId);
    // Thrown here, so that what the groups no longer give is taken away for good.
    if (!outcome.granted) throw oidcNoRole();
    return outcome.granted;
  }

  private async open(
    tx: Tx,
    person: OidcPerson,
    groups: readonly string[],
    from: Comer,
  ): Promise<{ readonly userId: string; readonly granted?: Granted }> {
    // One after the other: roles of admins change, and the same person may come twice at once.
    await this.users.lockAdmins(tx);
    const { user, isNew } = await this.accounts.accountOf(tx, person);
    if (user.disabledAt) throw oidcDisabled();
    const hasRole = await this.roles.apply(tx, user, groups);
    const { admitsWithoutRole, sessionHours } = this.provider.own;
    if (!hasRole && !admitsWithoutRole) {
      if (isNew) throw oidcNoRole();
      return { userId: user.id };
    }
    await this.limit.forgiveProvider(tx, from.address, from.deviceId);
    const granted = await this.signIn.open(tx, user, {
      by: 'oidc',
      sessionMs: sessionHours * HOUR_MS,
    });
    return { userId: user.id, granted };
  }

  private comer({ address, providerWord }: Caller): Comer {
    const known = this.provider.isOn ? this.devices.idOf(providerWord, this.deviceName) : undefined;
    return { address, deviceId: known };
  }

  /** In the place of an address: whose browser it is, is not known before the provider says it. */
  private get deviceName(): string {
    return `provider\n${this.provider.issuerKey}`;
  }

  private failed(error: unknown, begun: Partial<OpenedTransaction> | undefined): Departure {
    if (!(error instanceof DomainError)) this.logger.error(error instanceof Error ? error : String(error));
    const problem = error instanceof DomainError ? error.code : 'OIDC_FAILED';
    if (begun?.link) return { url: `${begun.returnTo}?${new URLSearchParams({ problem }).toString()}` };
    const query = new URLSearchParams({ problem });
    if (begun?.returnTo && begun.returnTo !== '/') query.set('returnTo', begun.returnTo);
    return { url: `/login?${query.toString()}` };
  }
}
