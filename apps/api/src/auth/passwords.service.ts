import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { ActorChanges } from './actor-changes.js';
import { accountDisabled, noPassword, resetClosed, wrongPassword } from './auth.errors.js';
import { LoginLimit } from './login-limit.js';
import { requireGoodPassword } from './password-check.js';
import type { ChangePassword, ResetLink, ResetPassword } from './password.dto.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { Passwords } from './passwords.js';
import { hashSecret } from './refresh-tokens.js';
import { SessionsRepository } from './sessions.repository.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const LINK_MS = 24 * 3_600_000;

/** New passwords for accounts that exist. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly users: UsersRepository,
    private readonly resets: PasswordResetsRepository,
    private readonly sessions: SessionsRepository,
    private readonly passwords: Passwords,
    private readonly limit: LoginLimit,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  /** By the person, who knows the one that counts now; all other sessions end. */
  async change(actor: Actor, sessionId: string | undefined, request: ChangePassword): Promise<void> {
    const user = await this.users.get(this.database.reader, actor.id);
    await this.prove(user, request.currentPassword);
    requireGoodPassword('newPassword', request.newPassword, user);
    const passwordHash = await this.passwords.hash(request.newPassword);
    await this.database.transaction(async (tx) => {
      const current = await this.users.lock(tx, user.id);
      if (current.passwordHash !== user.passwordHash) throw wrongPassword();
      await this.set(tx, current, passwordHash, sessionId);
      await this.record(tx, actor, 'user.password_changed', current);
    });
    this.changes.tellHere(user.id);
  }

  /** Guesses are counted, whoever left the page open. */
  async prove(user: UserEntity, password: string): Promise<void> {
    if (user.passwordHash === null) throw noPassword();
    await this.limit.countProof(user.id);
    if (!(await this.passwords.matches(password, user.passwordHash))) throw wrongPassword();
    await this.limit.forgiveProof(user.id);
  }

  async issueLink(actor: Actor, userId: string): Promise<ResetLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.millis() + LINK_MS);
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (user.disabledAt) throw accountDisabled();
      await this.resets.put(tx, { userId, tokenHash: hashSecret(token), expiresAt });
      await this.record(tx, actor, 'user.reset_link_issued', user, { expiresAt: expiresAt.toISOString() });
    });
    // Behind the #, where no server and no log sees it.
    return { url: `${this.settings.publicUrl}/reset#${token}`, expiresAt: expiresAt.toISOString() };
  }

  /** Does not sign in: the link stands for the password only, not for a second factor. */
  async reset(request: ResetPassword): Promise<void> {
    const tokenHash = hashSecret(request.token);
    const userId = await this.resets.userOf(this.database.reader, tokenHash, this.clock.now());
    if (userId === undefined) throw resetClosed();
    const known = await this.users.get(this.database.reader, userId);
    requireGoodPassword('password', request.password, known);
    const passwordHash = await this.passwords.hash(request.password);
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (user.disabledAt || !(await this.resets.take(tx, tokenHash, this.clock.now()))) throw resetClosed();
      await this.set(tx, user, passwordHash);
      const actor = { kind: 'user', id: user.id, name: user.name } as const;
      await this.record(tx, actor, 'user.password_reset', user);
    });
    this.changes.tellHere(userId);
  }

  private async set(tx: Tx, user: UserEntity, passwordHash: string, keptSessionId?: string): Promise<void> {
    await this.users.save(tx, { ...user, passwordHash });
    await this.resets.removeOf(tx, user.id);
    await this.sessions.revokeAllOf(tx, user.id, this.clock.now(), keptSessionId);
    await this.changes.publish(tx, user.id);
  }

  private async record(
    tx: Tx,
    { kind, id: actorId, name: actorName }: AuditActor,
    action: string,
    { id, name }: UserEntity,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const actor: AuditActor = { kind, id: actorId, name: actorName };
    await this.audit.record(tx, { actor, action, subject: { type: 'user', id, name }, data });
  }
}
