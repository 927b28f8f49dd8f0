import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { notFound, type Page } from '../platform/http/index.js';
import { ActorChanges } from './actor-changes.js';
import { lastAdmin } from './auth.errors.js';
import { normalizeEmail } from './email.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';
import type { ChangeUser, CreateUser, User, UserQuery } from './user.dto.js';
import type { UserEntity } from './user.entity.js';
import { UserListReadModel } from './user-list.read-model.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly users: UsersRepository,
    private readonly userList: UserListReadModel,
    private readonly sessions: SessionsRepository,
    private readonly resets: PasswordResetsRepository,
    private readonly passwords: Passwords,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  list(query: UserQuery): Promise<Page<User>> {
    return this.userList.list(query);
  }

  async create(actor: Actor, request: CreateUser): Promise<User> {
    const passwordHash = await this.passwords.hash(request.password);
    const { isAdmin = false } = request;
    return this.database.transaction(async (tx) => {
      const email = normalizeEmail(request.email);
      const user = await this.users.create(tx, {
        email,
        name: request.name.trim(),
        passwordHash,
        isAdmin,
        createdAt: this.clock.now(),
      });
      await this.audit.record(tx, {
        actor,
        action: 'user.created',
        subject: subjectOf(user),
        data: { to: { email, name: user.name, isAdmin } },
      });
      return this.userList.get(tx, user.id);
    });
  }

  async change(actor: Actor, id: string, request: ChangeUser): Promise<User> {
    const passwordHash = await this.newHash(id, request);
    const result = await this.database.transaction(async (tx) => {
      await this.users.lockAdmins(tx);
      const user = await this.users.lock(tx, id);
      const changed = this.apply(user, request, passwordHash);
      await this.users.save(tx, changed);
      if ((await this.users.countActiveAdmins(tx)) === 0) throw lastAdmin();
      if (changed.disabledAt || passwordHash) {
        await this.sessions.revokeAllOf(tx, id, this.clock.now());
        await this.resets.removeOf(tx, id);
      }
      await this.recordChange(tx, actor, user, changed);
      await this.changes.publish(tx, id);
      return this.userList.get(tx, id);
    });
    this.changes.tellHere(id);
    return result;
  }

  private async newHash(id: string, { password }: ChangeUser): Promise<string | undefined> {
    if (password === undefined) return undefined;
    if (!(await this.users.find(this.database.reader, id))) throw notFound('user');
    return this.passwords.hash(password);
  }

  private apply(user: UserEntity, request: ChangeUser, passwordHash: string | undefined): UserEntity {
    const { disabled = user.disabledAt !== null, isAdmin = user.isAdmin } = request;
    return {
      ...user,
      name: request.name?.trim() ?? user.name,
      isAdmin,
      // Whoever decides it by hand takes it from the groups.
      isAdminByGroup: request.isAdmin === undefined && user.isAdminByGroup,
      passwordHash: passwordHash ?? user.passwordHash,
      disabledAt: disabled ? (user.disabledAt ?? this.clock.now()) : null,
    };
  }

  private async recordChange(tx: Tx, actor: Actor, before: UserEntity, after: UserEntity): Promise<void> {
    const data = {
      ...(before.name !== after.name ? { name: { from: before.name, to: after.name } } : {}),
      ...(before.isAdmin !== after.isAdmin ? { isAdmin: { from: before.isAdmin, to: after.isAdmin } } : {}),
      ...(Boolean(before.disabledAt) !== Boolean(after.disabledAt)
        ? { disabled: { from: before.disabledAt !== null, to: after.disabledAt !== null } }
        : {}),
      ...(before.passwordHash !== after.passwordHash ? { passwordChanged: true } : {}),
    };
    await this.audit.record(tx, { actor, action: 'user.changed', subject: subjectOf(after), data });
  }
}

function subjectOf({ id, name }: UserEntity): { type: string; id: string; name: string } {
  return { type: 'user', id, name };
}
