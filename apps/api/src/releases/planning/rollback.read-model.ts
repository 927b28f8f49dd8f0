import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Release } from '../store/release.entity.js';

export interface PreviousVersion {
  readonly bin: string;
  readonly version: string;
  readonly versionId: string;
  readonly isWithdrawn: boolean;
}

export type NewerRelease = Pick<Release, 'number' | 'kind'>;

/** What a finished release could go back to. */
@Injectable()
export class RollbackReadModel {
  /** Per bin the version that most of its nodes ran before it; a bin that was new is not among them. */
  async previousVersions(tx: Tx, releaseId: string): Promise<readonly PreviousVersion[]> {
    return tx.query(
      `SELECT DISTINCT ON (p.position) p.bin, p.version, p."versionId", p."isWithdrawn" FROM (
         SELECT t.position, b.name AS bin, v.version, v.id AS "versionId", v.withdrawn_at IS NOT NULL AS "isWithdrawn",
           v.created_at, count(*) AS nodes
         FROM release_target_bins t JOIN bins b ON b.id = t.bin_id
         JOIN bin_versions v ON v.bin_id = t.bin_id JOIN artifacts a ON a.version_id = v.id AND a.sha256 = t.previous_sha256
         WHERE t.release_id = $1 AND t.previous_sha256 <> t.digest GROUP BY t.position, b.id, v.id
       ) p ORDER BY p.position, p.nodes DESC, p.created_at DESC`,
      [releaseId],
    );
  }

  /** None where it had not completed before this release began: what is new there is no way back. */
  async completedBefore(
    tx: Tx,
    { environmentId, deployedAt }: Release,
    { bin, version }: Pick<PreviousVersion, 'bin' | 'version'>,
  ): Promise<readonly PreviousVersion[]> {
    return tx.query(
      `SELECT b.name AS bin, v.version, v.id AS "versionId", v.withdrawn_at IS NOT NULL AS "isWithdrawn"
       FROM bins b JOIN bin_versions v ON v.bin_id = b.id WHERE b.name = $1 AND v.version = $2
         AND EXISTS (SELECT 1 FROM releases r WHERE r.environment_id = $3 AND r.finished_at <= $4
           AND r.status IN ('completed', 'completed_with_exceptions')
           AND r.rollout @> jsonb_build_object('plan', jsonb_build_object('bins', jsonb_build_array(jsonb_build_object('versionId', v.id)))))`,
      [bin, version, environmentId, deployedAt],
    );
  }

  /** A version of the release that declares that it must not go back below another, which one of these is. */
  async barrierAgainst(
    tx: Tx,
    release: Release,
    previous: readonly PreviousVersion[],
  ): Promise<{ readonly bin: string; readonly version: string; readonly below: string } | undefined> {
    const [found]: { bin: string; version: string; below: string }[] = await tx.query(
      `SELECT b.name AS bin, n.version, barrier.version AS below FROM bin_versions n JOIN bins b ON b.id = n.bin_id
       JOIN bin_versions barrier ON barrier.id = n.rollback_barrier_id
       JOIN bin_versions old ON old.bin_id = n.bin_id AND old.id = ANY ($2::uuid[])
       WHERE n.id = ANY ($1::uuid[]) AND old.created_at < barrier.created_at LIMIT 1`,
      [
        release.rollout.plan.bins.map(({ versionId }) => versionId),
        previous.map(({ versionId }) => versionId),
      ],
    );
    return found;
  }

  /**
   * A release that was deployed later and changed a node that this one changed, and still stands: no rollback gave the node since
   * what this one had given it.
   */
  async newerRelease(tx: Tx, release: Release): Promise<NewerRelease | undefined> {
    const [newer]: NewerRelease[] = await tx.query(
      `SELECT r.number, r.kind FROM releases r WHERE r.environment_id = $1 AND r.bin_names && $2 AND r.deployed_at > $3 AND r.id <> $4
         AND r.status IN ('deploying', 'paused', 'rolling_back', 'completed', 'completed_with_exceptions', 'stopped', 'superseded')
         AND EXISTS (SELECT 1 FROM release_targets n JOIN release_targets o ON o.node_id = n.node_id
           JOIN release_target_bins given ON given.release_id = o.release_id AND given.node_id = o.node_id
           JOIN release_target_bins taken ON taken.release_id = n.release_id AND taken.node_id = n.node_id AND taken.bin_id = given.bin_id
           WHERE n.release_id = r.id AND n.is_changed AND o.release_id = $4 AND o.is_changed
             AND NOT EXISTS (SELECT 1 FROM releases w JOIN release_target_bins back ON back.release_id = w.id
               WHERE w.environment_id = $1 AND w.kind = 'rollback' AND w.status IN ('completed', 'completed_with_exceptions')
                 AND w.deployed_at >= r.deployed_at
                 AND back.node_id = given.node_id AND back.bin_id = given.bin_id AND back.digest = given.digest))
       ORDER BY r.deployed_at DESC LIMIT 1`,
      [release.environmentId, release.binNames, release.deployedAt, release.id],
    );
    return newer;
  }

  /** The nodes that a release gave something to: those that its rollback is about. */
  async changedNodes(tx: Tx, releaseId: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      'SELECT node_id AS id FROM release_targets WHERE release_id = $1 AND is_changed ORDER BY rank',
      [releaseId],
    );
    return rows.map(({ id }) => id);
  }
}
