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

  /** Number of a release that was deployed later and changed a node that this one changed, and still stands. */
  async newerRelease(tx: Tx, release: Release): Promise<number | undefined> {
    const [newer]: { number: number }[] = await tx.query(
      `SELECT r.number FROM releases r WHERE r.environment_id = $1 AND r.bin_names && $2 AND r.deployed_at > $3 AND r.id <> $4
         AND r.status IN ('deploying', 'paused', 'rolling_back', 'completed', 'completed_with_exceptions', 'stopped')
         AND EXISTS (SELECT 1 FROM release_targets n JOIN release_targets o ON o.node_id = n.node_id
           WHERE n.release_id = r.id AND n.generation > 0 AND o.release_id = $4 AND o.generation > 0)
       ORDER BY r.deployed_at DESC LIMIT 1`,
      [release.environmentId, release.binNames, release.deployedAt, release.id],
    );
    return newer?.number;
  }

  /** The nodes that a release gave something to: those that its rollback is about. */
  async changedNodes(tx: Tx, releaseId: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      'SELECT node_id AS id FROM release_targets WHERE release_id = $1 AND generation > 0 ORDER BY rank',
      [releaseId],
    );
    return rows.map(({ id }) => id);
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
