import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export interface RunningBin {
  readonly bin: string;
  readonly binId: string;
  readonly sha256: string;
  /** Null when the digest is no artifact of the bin. */
  readonly versionId: string | null;
  readonly version: string | null;
  /** Of the desired state; 0 for none. */
  readonly generation: number;
  readonly desiredSha256: string | null;
}

const RUNNING = `
  SELECT b.name AS bin, o.bin_id AS "binId", o.sha256, k.id AS "versionId", k.version, COALESCE(d.generation, 0)::float8 AS generation,
    d.sha256 AS "desiredSha256"
  FROM observed_state o
  JOIN bins b ON b.id = o.bin_id
  LEFT JOIN desired_state d ON d.node_id = o.node_id AND d.bin_id = o.bin_id
  LEFT JOIN LATERAL (
    SELECT v.id, v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
    WHERE v.bin_id = o.bin_id AND a.sha256 = o.sha256 ORDER BY v.withdrawn_at IS NOT NULL, v.id DESC LIMIT 1) k ON true
  WHERE o.node_id = $1 AND o.sha256 IS NOT NULL ORDER BY b.name`;

/** What a node runs, and which versions that are. */
@Injectable()
export class AdoptionReadModel {
  async runningOf(tx: Tx, nodeId: string): Promise<readonly RunningBin[]> {
    return tx.query<RunningBin[]>(RUNNING, [nodeId]);
  }
}
