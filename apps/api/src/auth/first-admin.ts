import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog, SYSTEM } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import type { SetupRequest } from './auth.dto.js';
import { setupClosed } from './auth.errors.js';
import { normalizeEmail } from './email.js';
import { requireGoodPassword } from './password-check.js';
import { Passwords } from './passwords.js';
import { hashSecret } from './refresh-tokens.js';
import { SetupTokensRepository } from './setup-tokens.repository.js';
import { SignInService, type Granted } from './sign-in.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const LINK_MS = 24 * 3_600_000;

/** A fresh console has no default account: the first admin comes from the settings or through a link that dies on use. */
@Injectable()
export class FirstAdmin implements OnApplicationBootstrap {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly users: UsersRepository,
    private readonly tokens: SetupTokensRepository,
    private readonly passwords: Passwords,
    private readonly signIn: SignInService,
    private readonly audit: AuditLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.users.hasAny(this.database.reader)) return;
    const { admin, publicUrl, logLevel } = this.settings;
    if (admin) {
      await this.createFromSettings(admin.email, admin.password);
      return;
    }
    const token = await this.issueToken();
    if (logLevel === 'silent') return;
    process.stdout.write(`Create the first admin within a day: ${publicUrl}/setup?token=${token}\n`);
  }

  async issueToken(): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.millis() + LINK_MS);
    await this.database.transaction((tx) => this.tokens.create(tx, hashSecret(token), expiresAt));
    return token;
  }

  async setUp(request: SetupRequest): Promise<Granted> {
    const tokenHash = hashSecret(request.token);
    if (!(await this.tokens.isValid(this.database.reader, tokenHash, this.clock.now()))) throw setupClosed();
    requireGoodPassword('password', request.password, request);
    const passwordHash = await this.passwords.hash(request.password);
    return this.database.transaction(async (tx) => {
      await this.users.lockAdmins(tx);
      const isOpen = await this.tokens.isValid(tx, tokenHash, this.clock.now());
      if (!isOpen || (await this.users.hasAny(tx))) throw setupClosed();
      await this.tokens.removeAll(tx);
      return this.signIn.open(tx, await this.create(tx, request.email, request.name, passwordHash));
    });
  }

  private async createFromSettings(email: string, password: string): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.database.transaction(async (tx) => {
      await this.users.lockAdmins(tx);
      if (await this.users.hasAny(tx)) return;
      await this.create(tx, email, email.split('@', 1)[0] ?? email, passwordHash);
    });
  }

  private async create(tx: Tx, email: string, name: string, passwordHash: string): Promise<UserEntity> {
    const createdAt = this.clock.now();
    const user = await this.users.create(tx, {
      email: normalizeEmail(email),
      name: name.trim(),
      passwordHash,
      isAdmin: true,
      createdAt,
    });
    await this.audit.record(tx, {
      actor: SYSTEM,
      action: 'user.created',
      subject: { type: 'user', id: user.id, name: user.name },
      data: { to: { email: user.email, name: user.name, isAdmin: true } },
    });
    return user;
  }
}
