import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { SecretBox } from '../platform/secrets/index.js';
import { recoveryHash, typedCode } from './recovery-codes.js';
import { SECOND_FACTOR_SECRETS, type SecondFactorEntity } from './second-factor.entity.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { stepOf } from './totp.js';

/** Takes a code, once. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly factors: SecondFactorsRepository,
  ) {}

  /** Undefined when it is not right, or was used before; else what it was. */
  async take(tx: Tx, factor: SecondFactorEntity, text: string): Promise<'totp' | 'recovery' | undefined> {
    const { kind, code } = typedCode(text);
    const isRight =
      kind === 'totp'
        ? await this.takeStep(tx, factor, code)
        : await this.factors.useRecoveryCode(tx, factor.userId, recoveryHash(factor.userId, code));
    return isRight ? kind : undefined;
  }

  private async takeStep(
    tx: Tx,
    { userId, sealedSecret }: SecondFactorEntity,
    code: string,
  ): Promise<boolean> {
    const secret = this.box.open(SECOND_FACTOR_SECRETS, [userId], sealedSecret);
    const step = stepOf(secret, code, this.clock.millis());
    return step !== undefined && (await this.factors.useStep(tx, userId, step));
  }
}
