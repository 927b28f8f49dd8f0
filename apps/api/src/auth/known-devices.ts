import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKeys } from '../platform/secrets/index.js';

const SHAPE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** Signed words that a browser keeps once an account has signed in there. They open nothing. */
@Injectable()
export class KnownDevices {
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(keys: SecretKeys) {
    this.keys = keys.derive('known-device');
  }

  newWord(email: string): string {
    const id = randomBytes(16).toString('base64url');
    return `${id}.${mac(this.keys[0], id, email)}`;
  }

  /** Undefined for what was made for another account, or by somebody else. */
  idOf(word: string | undefined, email: string): string | undefined {
    const [, id, code] = SHAPE.exec(word ?? '') ?? [];
    if (id === undefined || code === undefined) return undefined;
    const isOurs = this.keys.some((key) =>
      timingSafeEqual(Buffer.from(code), Buffer.from(mac(key, id, email))),
    );
    return isOurs ? id : undefined;
  }
}

function mac(key: Buffer, id: string, email: string): string {
  return createHmac('sha256', key).update(`${id}\n${email}`).digest('base64url');
}
