import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

@Injectable()
export class BlobReferences {
  /** Until the end of the transaction nobody else publishes or removes this blob. */
  async lock(tx: Tx, sha256: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('blob ' || $1, 0))`, [sha256]);
  }

  async isReferenced(tx: Tx, sha256: string): Promise<boolean> {
    return (
      (await tx.query<unknown[]>('SELECT 1 FROM artifacts WHERE sha256 = $1 LIMIT 1', [sha256])).length > 0
    );
  }
}
