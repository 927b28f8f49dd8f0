import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { signInFailed } from './auth.errors.js';
import { KnownDevices } from './known-devices.js';
import { LoginLimit } from './login-limit.js';
import { hashSecret } from './refresh-tokens.js';
import { SecondFactorCheck } from './second-factor-check.js';
import { challengeEnded, codeWrong, secondFactorNeeded } from './second-factor.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SignInChallengesRepository } from './sign-in-challenges.repository.js';
import { SignInService, type Caller, type Granted } from './sign-in.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

const CHALLENGE_SECONDS = 300;
const MAX_FAILURES = 5;

/** The second step of a sign-in. What it hands out in between opens nothing but this step. */
@Injectable()
export class SignInChallenges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly signIn: SignInService,
    private readonly challenges: SignInChallengesRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly check: SecondFactorCheck,
    private readonly users: UsersRepository,
    private readonly limit: LoginLimit,
    private readonly devices: KnownDevices,
  ) {}

  /** With the password; who has a second factor is refused with a challenge. */
  async login(email: string, password: string, from: Caller): Promise<Granted> {
    const proof = await this.signIn.prove(email, password, from);
    const outcome = await this.database.transaction(async (tx) => {
      const user = await this.signIn.confirm(tx, proof);
      const factor = await this.factors.find(tx, user.id);
      return factor?.confirmedAt
        ? this.issue(tx, user)
        : this.signIn.open(tx, user, { deviceWord: proof.deviceWord });
    });
    if (typeof outcome === 'string') throw secondFactorNeeded(outcome, CHALLENGE_SECONDS);
    return outcome;
  }

  /** With the code. Failures must be committed, so the refusal is thrown outside. */
  async answer(challenge: string, code: string, from: Caller): Promise<Granted> {
    const tokenHash = hashSecret(challenge);
    const userId = await this.challenges.userOf(this.database.reader, tokenHash);
    if (userId === undefined) throw challengeEnded();
    await this.limit.countProof(userId);
    const outcome = await this.database.transaction((tx) => this.takeCode(tx, tokenHash, code, from));
    if (outcome === 'ended') throw challengeEnded();
    if (outcome === 'wrong') throw codeWrong();
    await this.limit.forgiveProof(userId);
    return outcome;
  }

  private async issue(tx: Tx, { id, passwordHash }: UserEntity): Promise<string> {
    const challenge = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.millis() + CHALLENGE_SECONDS * 1000);
    const tokenHash = hashSecret(challenge);
    if (passwordHash === null) throw signInFailed();
    await this.challenges.create(tx, { tokenHash, userId: id, passwordHash, expiresAt });
    return challenge;
  }

  private async takeCode(
    tx: Tx,
    tokenHash: string,
    code: string,
    from: Caller,
  ): Promise<Granted | 'ended' | 'wrong'> {
    const challenge = await this.challenges.lock(tx, tokenHash, this.clock.now());
    if (!challenge || challenge.failures >= MAX_FAILURES) return 'ended';
    const user = await this.users.lock(tx, challenge.userId);
    if (user.disabledAt || user.passwordHash !== challenge.passwordHash) return 'ended';
    const factor = await this.factors.find(tx, user.id);
    // Switched off meanwhile: the password alone is enough, but for a new sign-in.
    if (!factor?.confirmedAt) return 'ended';
    await this.challenges.countFailure(tx, tokenHash);
    const kind = await this.check.take(tx, factor, code);
    if (!kind) return 'wrong';
    await this.challenges.remove(tx, tokenHash);
    const isKnown = this.devices.idOf(from.deviceWord, user.email) !== undefined;
    return this.signIn.open(tx, user, {
      deviceWord: isKnown ? from.deviceWord : undefined,
      secondFactor: kind,
    });
  }
}
