import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { resolveArtifact, type ArtifactFact } from '../rules/resolve-artifact.js';
import { DesiredStateRepository } from './desired-state.repository.js';

export interface Baseline {
  readonly environmentId: string;
  readonly binId: string;
  readonly versionId: string;
  /** The release that set it; null for a person. */
  readonly releaseId: string | null;
}

interface MissingRow {
  readonly nodeId: string;
  readonly binId: string;
  readonly versionId: string;
  readonly arch: string | null;
  readonly artifacts: readonly ArtifactFact[] | null;
}

const SET = `
  INSERT INTO baselines (environment_id, bin_id, version_id, set_by_release) VALUES ($1, $2, $3, $4)
  ON CONFLICT (environment_id, bin_id) DO UPDATE SET
    version_id = excluded.version_id, set_by_release = excluded.set_by_release, set_at = now(), set_by = NULL, set_by_name = NULL`;

const REPLACE = `
  UPDATE baselines SET version_id = $3, set_by_release = $4, set_at = now(), set_by = NULL, set_by_name = NULL
  WHERE environment_id = $1 AND bin_id = $2 AND version_id = $5`;

const SET_BY_HAND = `
  INSERT INTO baselines (environment_id, bin_id, version_id, set_by, set_by_name) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (environment_id, bin_id) DO UPDATE SET
    version_id = excluded.version_id, set_by_release = NULL, set_at = now(), set_by = excluded.set_by, set_by_name = excluded.set_by_name`;

const MISSING_OF_NODES = `
  SELECT m.node_id AS "nodeId", l.bin_id AS "binId", l.version_id AS "versionId", n.arch,
    (SELECT json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes))
     FROM artifacts a WHERE a.version_id = l.version_id) AS artifacts
  FROM baselines l
  JOIN bin_versions v ON v.id = l.version_id AND v.withdrawn_at IS NULL
  JOIN node_memberships m ON m.environment_id = l.environment_id
  JOIN nodes n ON n.id = m.node_id AND n.lifecycle = 'active'
  WHERE NOT EXISTS (SELECT 1 FROM desired_state d WHERE d.node_id = m.node_id AND d.bin_id = l.bin_id)
    AND ($1::text[] IS NULL OR m.node_id = ANY ($1::text[])) AND ($2::uuid IS NULL OR l.environment_id = $2::uuid)
    AND ($3::uuid IS NULL OR l.bin_id = $3::uuid)`;

/** What nodes get that nothing was ever desired of. */
@Injectable()
export class Baselines {
  constructor(private readonly desired: DesiredStateRepository) {}

  /** For a release that covered its whole environment; nodes that joined meanwhile get it at once. */
  async set(tx: Tx, baseline: Baseline): Promise<void> {
    await tx.query(SET, [baseline.environmentId, baseline.binId, baseline.versionId, baseline.releaseId]);
    await this.fill(tx, null, baseline.environmentId, baseline.binId);
  }

  /** For the rollback of such a release: only what it had brought is replaced. */
  async replace(tx: Tx, brought: string, baseline: Baseline): Promise<void> {
    const { environmentId, binId, versionId, releaseId } = baseline;
    const values = [environmentId, binId, versionId, releaseId, brought];
    const [, count] = await tx.query<[unknown, number]>(REPLACE, values);
    if (count > 0) await this.fill(tx, null, environmentId, binId);
  }

  /** For nodes that join from now on; nodes that are there already are given it by `fill`. */
  async setByHand(
    tx: Tx,
    baseline: Omit<Baseline, 'releaseId'>,
    by: { readonly id: string; readonly name: string },
  ): Promise<void> {
    const { environmentId, binId, versionId } = baseline;
    await tx.query(SET_BY_HAND, [environmentId, binId, versionId, by.id, by.name]);
  }

  /** False when there was none. What nodes were given stays. */
  async remove(tx: Tx, environmentId: string, binId: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'DELETE FROM baselines WHERE environment_id = $1 AND bin_id = $2',
      [environmentId, binId],
    );
    return count > 0;
  }

  /** Gives active nodes the baselines of their environments, where they have nothing of their own. */
  async giveTo(tx: Tx, nodeIds: readonly string[]): Promise<void> {
    if (nodeIds.length > 0) await this.fill(tx, nodeIds, null, null);
  }

  /** Gives it to everybody there, or to some of them, who has nothing of their own. */
  async fill(
    tx: Tx,
    nodeIds: readonly string[] | null,
    environmentId: string | null,
    binId: string | null,
  ): Promise<void> {
    const missing = await tx.query<MissingRow[]>(MISSING_OF_NODES, [nodeIds, environmentId, binId]);
    if (missing.length === 0) return;
    await this.desired.apply(
      tx,
      missing.map((row) => ({
        nodeId: row.nodeId,
        binId: row.binId,
        expectedGeneration: 0,
        // Without a known architecture the file is chosen when the node has told it.
        sha256: resolvedSha256(row),
        versionId: row.versionId,
        action: 'activate' as const,
        source: 'baseline' as const,
        releaseId: null,
        reason: 'baseline of the environment',
      })),
    );
  }
}

function resolvedSha256(row: MissingRow): string | null {
  const resolved = resolveArtifact(row.artifacts ?? [], row.arch);
  return resolved.kind === 'found' ? resolved.artifact.sha256 : null;
}
