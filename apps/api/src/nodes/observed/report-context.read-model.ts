import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { LruMap } from '../desired/lru-map.js';
import type { DesiredNow } from '../rules/report-judgement.js';
import { resolveArtifact, type ArtifactFact } from '../rules/resolve-artifact.js';
import { keyOf, type NodeBinKey } from './node-report.js';

interface DesiredRow extends NodeBinKey {
  readonly generation: number;
  readonly sha256: string | null;
  readonly arch: string | null;
  readonly artifacts: readonly ArtifactFact[] | null;
}

const DESIRED = `
  SELECT d.node_id AS "nodeId", d.bin_id AS "binId", d.generation::float8 AS generation, d.sha256, n.arch,
    CASE WHEN d.sha256 IS NULL AND d.version_id IS NOT NULL THEN (
      SELECT json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes))
      FROM artifacts a WHERE a.version_id = d.version_id) END AS artifacts
  FROM desired_state d
  JOIN unnest($1::text[], $2::uuid[]) AS p (node_id, bin_id) ON d.node_id = p.node_id AND d.bin_id = p.bin_id
  JOIN nodes n ON n.id = d.node_id`;

const KNOWN_DIGESTS = `
  SELECT DISTINCT v.bin_id AS "binId", a.sha256
  FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
  JOIN unnest($1::uuid[], $2::text[]) AS p (bin_id, sha256) ON v.bin_id = p.bin_id AND a.sha256 = p.sha256`;

const REMEMBERED_BINS = 10_000;

/** What reports are judged by. */
@Injectable()
export class ReportContextReadModel {
  /** A bin's name never changes and its id is never given again. */
  private readonly binIds = new LruMap<string, string>(REMEMBERED_BINS);

  constructor(private readonly database: Database) {}

  /** Ids of the bins that exist. */
  async binIdsOf(names: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const name of names) {
      const id = this.binIds.get(name);
      if (id !== undefined) found.set(name, id);
    }
    if (found.size === names.size) return found;
    const missing = [...names].filter((name) => !found.has(name));
    const rows = await this.database.reader.query<{ id: string; name: string }[]>(
      'SELECT id, name FROM bins WHERE name = ANY ($1::text[])',
      [missing],
    );
    for (const { id, name } of rows) {
      this.binIds.set(name, id);
      found.set(name, id);
    }
    return found;
  }

  async desiredOf(tx: Tx, keys: readonly NodeBinKey[]): Promise<ReadonlyMap<string, DesiredNow>> {
    const rows = await tx.query<DesiredRow[]>(DESIRED, [
      keys.map(({ nodeId }) => nodeId),
      keys.map(({ binId }) => binId),
    ]);
    return new Map(
      rows.map((row) => [keyOf(row), { generation: row.generation, sha256: row.sha256 ?? resolved(row) }]),
    );
  }

  /** Of the given pairs, those whose digest is an artifact of the bin, as `<binId>\n<sha256>`. */
  async knownDigests(
    tx: Tx,
    pairs: readonly { readonly binId: string; readonly sha256: string }[],
  ): Promise<ReadonlySet<string>> {
    if (pairs.length === 0) return new Set();
    const rows = await tx.query<{ binId: string; sha256: string }[]>(KNOWN_DIGESTS, [
      pairs.map(({ binId }) => binId),
      pairs.map(({ sha256 }) => sha256),
    ]);
    return new Set(rows.map(({ binId, sha256 }) => `${binId}\n${sha256}`));
  }
}

function resolved(row: DesiredRow): string | null {
  const outcome = resolveArtifact(row.artifacts ?? [], row.arch);
  return outcome.kind === 'found' ? outcome.artifact.sha256 : null;
}
