import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Release } from '../store/release.entity.js';

/** What a finished release could go back to. */
@Injectable()
export class RollbackReadModel {
  /** The version that most of its nodes ran before it. */
  async previousVersion(
    tx: Tx,
    releaseId: string,
  ): Promise<{ version: string; isWithdrawn: boolean } | undefined> {
    const [found]: { version: string; isWithdrawn: boolean }[] = await tx.query(
      `SELECT v.version, v.withdrawn_at IS NOT NULL AS "isWithdrawn" FROM release_targets t
       JOIN bin_versions v ON v.bin_id = t.bin_id JOIN artifacts a ON a.version_id = v.id AND a.sha256 = t.previous_sha256
       WHERE t.release_id = $1 AND t.previous_sha256 <> t.digest
       GROUP BY v.id ORDER BY count(*) DESC, v.created_at DESC LIMIT 1`,
      [releaseId],
    );
    return found;
  }

  /** Number of a later release that touched the same bin in the same environment. */
  async newerRelease(tx: Tx, release: Release): Promise<number | undefined> {
    const [newer]: { number: number }[] = await tx.query(
      `SELECT number FROM releases WHERE environment_id = $1 AND bin_names && $2 AND number > $3 AND deployed_at IS NOT NULL
         AND status NOT IN ('rolled_back') ORDER BY number DESC LIMIT 1`,
      [release.environmentId, release.binNames, release.number],
    );
    return newer?.number;
  }

  async hasCompleted(tx: Tx, environmentId: string, bin: string, version: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM releases WHERE environment_id = $1 AND bin_names @> ARRAY[$2] AND versions @> ARRAY[$3]
         AND status IN ('completed', 'completed_with_exceptions') LIMIT 1`,
      [environmentId, bin, version],
    );
    return rows.length > 0;
  }
}
