import { deriveKey } from './derive-key.js';

export interface SecretKey {
  /** Names the key in sealed texts and tells nothing about it. */
  readonly id: string;
  readonly secret: string;
}

/** `SECRET_KEY`, and those that were it before: what those made is still read, nothing new is made with them. */
export class SecretKeys {
  readonly current: SecretKey;
  readonly former: readonly SecretKey[];

  constructor(secret: string, formerSecrets: readonly string[] = []) {
    this.current = keyOf(secret);
    this.former = [...new Set(formerSecrets)].filter((other) => other !== secret).map(keyOf);
  }

  get all(): readonly [SecretKey, ...SecretKey[]] {
    return [this.current, ...this.former];
  }

  /** Keys for one purpose, that of `SECRET_KEY` first. */
  derive(purpose: string): readonly [Buffer, ...Buffer[]] {
    const [current, ...former] = this.all;
    return [deriveKey(current.secret, purpose), ...former.map(({ secret }) => deriveKey(secret, purpose))];
  }
}

function keyOf(secret: string): SecretKey {
  return { id: deriveKey(secret, 'key-id').toString('hex').slice(0, 12), secret };
}
