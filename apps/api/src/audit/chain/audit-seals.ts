import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKeys } from '../../platform/secrets/index.js';
import type { ChainHead } from './chain-head.js';

/** Proves that the console wrote something: whoever has only the database can't compute a seal. */
@Injectable()
export class AuditSeals {
  /** Seals are made with the first and checked with all of them. */
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(keys: SecretKeys) {
    this.keys = keys.derive('audit-seal');
  }

  ofEntry(seq: number, hash: Buffer): Buffer {
    return sealed(this.keys[0], entryText(seq, hash));
  }

  ofHead(head: ChainHead): Buffer {
    return sealed(this.keys[0], headText(head));
  }

  provesEntry(seq: number, hash: Buffer, seal: Buffer | null): boolean {
    return this.proves(entryText(seq, hash), seal);
  }

  provesHead(head: ChainHead, seal: Buffer | null): boolean {
    return this.proves(headText(head), seal);
  }

  private proves(text: string, seal: Buffer | null): boolean {
    if (seal?.length !== 32) return false;
    return this.keys.some((key) => timingSafeEqual(sealed(key, text), seal));
  }
}

function sealed(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function entryText(seq: number, hash: Buffer): string {
  return `entry ${seq} ${hash.toString('hex')}`;
}

function headText({ removed, removedHash, unsealed, count, hash }: ChainHead): string {
  return `head ${removed} ${removedHash.toString('hex')} ${unsealed} ${count} ${hash.toString('hex')}`;
}
