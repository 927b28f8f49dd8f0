import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { notFound, type Page, type PageQuery } from '../platform/http/index.js';
import { ActorChanges } from './actor-changes.js';
import type { Session, SessionsEnded } from './session.dto.js';
import { SessionListReadModel } from './session-list.read-model.js';
import { SessionsRepository } from './sessions.repository.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** The open sessions of a person, for the person and for admins. */
@Injectable()
export class SessionEndingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionsRepository,
    private readonly sessionList: SessionListReadModel,
    private readonly users: UsersRepository,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  async list(userId: string, currentId: string | undefined, query: PageQuery): Promise<Page<Session>> {
    if (!(await this.users.find(this.database.reader, userId))) throw notFound('user');
    return this.sessionList.list(userId, currentId, query);
  }

  /** A session of somebody else looks like a missing one. */
  async end(actor: Actor, userId: string, sessionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (!(await this.sessions.revokeOf(tx, userId, sessionId, this.clock.now()))) throw notFound('session');
      await this.tell(tx, actor, user, { sessionId });
    });
    this.changes.tellHere(userId);
  }

  /** All but `keptId`. */
  async endAll(actor: Actor, userId: string, keptId?: string): Promise<SessionsEnded> {
    const ended = await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      const count = await this.sessions.revokeAllOf(tx, userId, this.clock.now(), keptId);
      if (count > 0) await this.tell(tx, actor, user, { count });
      return count;
    });
    this.changes.tellHere(userId);
    return { ended };
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    user: UserEntity,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const subject = { type: 'user', id: user.id, name: user.name };
    await this.audit.record(tx, { actor, action: 'user.session_revoked', subject, data });
    await this.changes.publish(tx, user.id);
  }
}
