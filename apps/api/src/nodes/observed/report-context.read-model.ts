import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { LruMap } from '../desired/lru-map.js';

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
