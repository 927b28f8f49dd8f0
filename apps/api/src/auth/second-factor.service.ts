import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { SecretBox } from '../platform/secrets/index.js';
import { ActorChanges } from './actor-changes.js';
import { LoginLimit } from './login-limit.js';
import { PasswordsService } from './passwords.service.js';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.js';
import { SecondFactorCheck } from './second-factor-check.js';
import type {
  RecoveryCodes,
  RemoveSecondFactor,
  SecondFactor,
  SecondFactorKey,
} from './second-factor.dto.js';
import { SECOND_FACTOR_SECRETS } from './second-factor.entity.js';
import { secondFactorMissing, secondFactorOn, secondFactorWrong } from './second-factor.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SessionsRepository } from './sessions.repository.js';
import { newTotpSecret, totpUri } from './totp.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Switching the second factor of an account on and off. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly users: UsersRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly check: SecondFactorCheck,
    private readonly limit: LoginLimit,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsRepository,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  async status(userId: string): Promise<SecondFactor> {
    const reader = this.database.reader;
    if (!(await this.users.find(reader, userId))) throw notFound('user');
    const since = (await this.factors.find(reader, userId))?.confirmedAt?.toISOString() ?? null;
    const recoveryCodesLeft = since === null ? 0 : await this.factors.countRecoveryCodes(reader, userId);
    return { isOn: since !== null, since, recoveryCodesLeft };
  }

  /** Nothing is asked for until `confirm` has seen a code of it. */
  async begin(actor: Actor, password: string): Promise<SecondFactorKey> {
    const user = await this.users.get(this.database.reader, actor.id);
    await this.passwords.prove(user, password);
    const secret = newTotpSecret();
    const sealed = this.box.seal(SECOND_FACTOR_SECRETS, [user.id], secret);
    await this.database.transaction(async (tx) => {
      await this.users.lock(tx, user.id);
      if (!(await this.factors.begin(tx, user.id, sealed))) throw secondFactorOn();
    });
    return { secret, uri: totpUri(secret, user.email) };
  }

  async confirm(actor: Actor, code: string): Promise<RecoveryCodes> {
    await this.limit.countProof(actor.id);
    const recoveryCodes = newRecoveryCodes();
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, actor.id);
      const factor = await this.factors.find(tx, user.id);
      if (!factor) throw secondFactorMissing();
      if (factor.confirmedAt) throw secondFactorOn();
      if ((await this.check.take(tx, factor, code)) !== 'totp') throw secondFactorWrong();
      const hashes = recoveryCodes.map((each) => recoveryHash(user.id, each));
      await this.factors.confirm(tx, user.id, this.clock.now(), hashes);
      await this.record(tx, actor, 'user.second_factor_on', user);
    });
    await this.limit.forgiveProof(actor.id);
    return { recoveryCodes };
  }

  async remove(actor: Actor, request: RemoveSecondFactor): Promise<void> {
    await this.passwords.prove(await this.users.get(this.database.reader, actor.id), request.password);
    await this.limit.countProof(actor.id);
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, actor.id);
      const factor = await this.factors.find(tx, user.id);
      if (!factor?.confirmedAt) throw secondFactorMissing();
      if (!(await this.check.take(tx, factor, request.code))) throw secondFactorWrong();
      await this.factors.remove(tx, user.id);
      await this.record(tx, actor, 'user.second_factor_off', user);
    });
    await this.limit.forgiveProof(actor.id);
  }

  /** By an admin, for somebody who has lost the app and the codes; all sessions of the person end. */
  async reset(actor: Actor, userId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (!(await this.factors.remove(tx, userId))) throw secondFactorMissing();
      await this.sessions.revokeAllOf(tx, userId, this.clock.now());
      await this.record(tx, actor, 'user.second_factor_reset', user);
      await this.changes.publish(tx, userId);
    });
    this.changes.tellHere(userId);
  }

  private async record(tx: Tx, actor: AuditActor, action: string, { id, name }: UserEntity): Promise<void> {
    const who: AuditActor = { kind: actor.kind, id: actor.id, name: actor.name };
    await this.audit.record(tx, { actor: who, action, subject: { type: 'user', id, name } });
  }
}
