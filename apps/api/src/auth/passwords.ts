import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

@Injectable()
export class Passwords {
  private readonly nobody = this.hash('the password of nobody');

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), PARAMETERS);
  }

  /** Takes as long without a stored hash as with one, so that time does not tell who has an account. */
  async matches(password: string, storedHash: string | undefined): Promise<boolean> {
    const isRight = await verify(storedHash ?? (await this.nobody), password.normalize('NFKC'));
    return isRight && storedHash !== undefined;
  }
}
