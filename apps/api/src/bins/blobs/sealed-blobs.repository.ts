import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SealedBlobEntity } from './sealed-blob.entity.js';

@Injectable()
export class SealedBlobsRepository {
  async find(tx: Tx, sha256: string): Promise<string | undefined> {
    return (await tx.findOneBy(SealedBlobEntity, { sha256 }))?.sealed;
  }

  /** What is there already holds the same bytes. */
  async keep(tx: Tx, blob: SealedBlobEntity): Promise<void> {
    await tx.query('INSERT INTO sealed_blobs (sha256, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      blob.sha256,
      blob.sealed,
    ]);
  }
}
