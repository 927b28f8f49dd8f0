import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { ActorChanges } from './actor-changes.js';
import { sessionEnded } from './auth.errors.js';
import { hashSecret, RefreshTokens } from './refresh-tokens.js';
import type { SessionEntity } from './session.entity.js';
import { seenNow } from './seen-now.js';
import { IDLE_MS } from './session-lifetime.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInService, type Granted } from './sign-in.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Two tabs that renew at once send the same token; so does one whose answer was lost. */
const GRACE_MS = 10_000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly signIn: SignInService,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  async refresh(token: string | undefined): Promise<Granted> {
    const sessionId = token && this.refreshTokens.sessionOf(token);
    if (!token || !sessionId) throw sessionEnded();
    // The revocation of a stolen session must be committed, so the refusal is thrown outside.
    const granted = await this.database.transaction((tx) => this.renew(tx, sessionId, hashSecret(token)));
    if (!granted) throw sessionEnded();
    return granted;
  }

  /** Of a session that is known by its refresh token or by an access token. Unknown ones are ended already. */
  async end(sessionId: string): Promise<void> {
    const userId = await this.database.transaction(async (tx) => {
      const session = await this.sessions.lock(tx, sessionId);
      if (!session || session.revokedAt) return undefined;
      const user = await this.users.get(tx, session.userId);
      await this.revoke(tx, session, user, 'user.signed_out');
      return user.id;
    });
    if (userId !== undefined) this.changes.tellHere(userId);
  }

  sessionOf(token: string): string | undefined {
    return this.refreshTokens.sessionOf(token);
  }

  private async renew(tx: Tx, sessionId: string, hash: string): Promise<Granted | undefined> {
    const session = await this.sessions.lock(tx, sessionId);
    if (!session || !this.isAlive(session)) return undefined;
    const user = await this.users.get(tx, session.userId);
    if (user.disabledAt) return undefined;
    if (hash === session.refreshHash) return this.rotate(tx, session);
    const sinceRotationMs = this.clock.millis() - session.rotatedAt.getTime();
    if (hash === session.previousRefreshHash && sinceRotationMs <= GRACE_MS)
      return this.grant(tx, session, session.refreshSalt);
    await this.revoke(
      tx,
      session,
      user,
      'user.session_revoked',
      'An old refresh token was used again; it may have been stolen.',
    );
    return undefined;
  }

  private isAlive(session: SessionEntity): boolean {
    const now = this.clock.millis();
    return (
      !session.revokedAt && session.expiresAt.getTime() > now && session.rotatedAt.getTime() + IDLE_MS > now
    );
  }

  private async rotate(tx: Tx, session: SessionEntity): Promise<Granted> {
    const salt = this.refreshTokens.newSalt();
    const hash = hashSecret(this.refreshTokens.token(session.id, salt));
    await this.sessions.rotate(tx, session, { salt, hash, at: this.clock.now(), ...seenNow() });
    return this.grant(tx, session, salt);
  }

  private async grant(tx: Tx, session: SessionEntity, salt: string): Promise<Granted> {
    const answer = await this.signIn.answer(tx, session.userId, session.id);
    return { answer, refreshToken: this.refreshTokens.token(session.id, salt), expiresAt: session.expiresAt };
  }

  private async revoke(
    tx: Tx,
    session: SessionEntity,
    user: UserEntity,
    action: string,
    reason?: string,
  ): Promise<void> {
    await this.sessions.revoke(tx, session.id, this.clock.now());
    await this.changes.publish(tx, user.id);
    const subject = { type: 'user', id: user.id, name: user.name };
    const actor = { kind: 'user', id: user.id, name: user.name } as const;
    await this.audit.record(tx, { actor, action, subject, reason: reason ?? null });
  }
}
