import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Rounds } from '../platform/scheduler/index.js';
import { ApiTokensRepository } from './tokens/api-tokens.repository.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { OidcIdentitiesRepository } from './oidc/oidc-identities.repository.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInChallengesRepository } from './sign-in-challenges.repository.js';
import { WsTicketsRepository } from './ws-tickets.repository.js';

const EVERY_MS = 3_600_000;
const KEPT_MS = 24 * 3_600_000;
/** Whoever wonders why a script stopped working still finds its token. */
const TOKENS_KEPT_MS = 90 * 24 * 3_600_000;

/** Removes what has ended; nothing depends on when. */
@Injectable()
export class AuthSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('auth');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweep(),
    ({ message }) => this.logger.warn(`sweeping failed: ${message}`),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionsRepository,
    private readonly tickets: WsTicketsRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly challenges: SignInChallengesRepository,
    private readonly apiTokens: ApiTokensRepository,
    private readonly identities: OidcIdentitiesRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  async sweep(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - KEPT_MS);
    await this.database.transaction(async (tx) => {
      await this.tickets.removeExpired(tx, now);
      await this.challenges.removeExpired(tx, now);
      await this.identities.removeExpired(tx, now);
      await this.attempts.removeBefore(tx, before);
      await this.sessions.removeEndedBefore(tx, before);
      await this.apiTokens.removeEndedBefore(tx, new Date(now.getTime() - TOKENS_KEPT_MS));
    });
  }
}
