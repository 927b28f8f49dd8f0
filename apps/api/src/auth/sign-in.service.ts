import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import type { SignedInAnswer } from './auth.dto.js';
import { signInFailed } from './auth.errors.js';
import { normalizeEmail } from './email.js';
import { KnownDevices } from './known-devices.js';
import { LoginLimit } from './login-limit.js';
import type { Attempt } from './login-limits.js';
import { Passwords } from './passwords.js';
import { PeopleReadModel } from './people.read-model.js';
import { hashSecret, RefreshTokens } from './refresh-tokens.js';
import { SessionsRepository } from './sessions.repository.js';
import { seenNow } from './seen-now.js';
import { SESSION_MS } from './session-lifetime.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

export interface Granted {
  readonly answer: SignedInAnswer;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  /** For the browser to keep; absent when nobody signed in anew. */
  readonly deviceWord?: string;
}

/** Where a sign-in comes from. */
export interface Caller {
  readonly address: string;
  /** What the browser keeps from an earlier sign-in. */
  readonly deviceWord: string | undefined;
}

/** Somebody who has shown the right password. */
export interface Proof {
  readonly user: UserEntity;
  readonly attempt: Attempt;
  /** Of a browser that is known for this account. */
  readonly deviceWord: string | undefined;
}

/** What a sign-in has of its own; the rest is as usual. */
export interface SignInWay {
  /** Of a browser that is known for this account. */
  readonly deviceWord?: string | undefined;
  readonly secondFactor?: 'totp' | 'recovery';
  /** Otherwise with a password. */
  readonly by?: 'oidc';
  readonly sessionMs?: number;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limit: LoginLimit,
    private readonly devices: KnownDevices,
    private readonly passwords: Passwords,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly people: PeopleReadModel,
    private readonly refreshTokens: RefreshTokens,
    private readonly accessTokens: AccessTokens,
    private readonly audit: AuditLog,
  ) {}

  /** Throws when the password is not right, or was tried too often. */
  async prove(emailAsTyped: string, password: string, from: Caller): Promise<Proof> {
    const email = normalizeEmail(emailAsTyped);
    const attempt = { email, address: from.address, deviceId: this.devices.idOf(from.deviceWord, email) };
    await this.limit.countAttempt(attempt);
    const user = await this.users.findByEmail(this.database.reader, email);
    const isRight = await this.passwords.matches(password, user?.passwordHash ?? undefined);
    if (!user || !isRight || user.disabledAt) throw signInFailed();
    return { user, attempt, deviceWord: attempt.deviceId === undefined ? undefined : from.deviceWord };
  }

  /** The account as it is now, locked; throws when what was proven no longer holds. */
  async confirm(tx: Tx, { user, attempt }: Proof): Promise<UserEntity> {
    const current = await this.users.lock(tx, user.id);
    if (current.disabledAt || current.passwordHash !== user.passwordHash) throw signInFailed();
    await this.limit.forgive(tx, attempt);
    return current;
  }

  /** A new session for somebody whose identity has been proven. */
  async open(tx: Tx, user: UserEntity, way: SignInWay = {}): Promise<Granted> {
    const { deviceWord = this.devices.newWord(user.email), sessionMs = SESSION_MS, by, secondFactor } = way;
    const now = this.clock.now();
    const id = randomUUID();
    const salt = this.refreshTokens.newSalt();
    const refreshToken = this.refreshTokens.token(id, salt);
    const expiresAt = new Date(now.getTime() + sessionMs);
    await this.sessions.create(tx, {
      id,
      userId: user.id,
      refreshSalt: salt,
      refreshHash: hashSecret(refreshToken),
      rotatedAt: now,
      createdAt: now,
      expiresAt,
      ...seenNow(),
    });
    const actor = { kind: 'user', id: user.id, name: user.name } as const;
    await this.audit.record(tx, {
      actor,
      action: 'user.signed_in',
      subject: { type: 'user', id: user.id, name: user.name },
      data: { ...(by ? { by } : {}), ...(secondFactor ? { secondFactor } : {}) },
    });
    return { answer: await this.answer(tx, user.id, id), refreshToken, expiresAt, deviceWord };
  }

  async answer(tx: Tx, userId: string, sessionId: string): Promise<SignedInAnswer> {
    const accessToken = await this.accessTokens.sign({ userId, sessionId });
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, user: await this.people.me(tx, userId) };
  }
}
