import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { BlobCheckEntity } from './blob-check.entity.js';

const LOCK = 7_201_835;

export interface ClaimedBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface BlobOwner {
  readonly binId: string;
  readonly binName: string;
  readonly projectId: string;
  readonly versions: readonly string[];
}

const DUE = `
  SELECT a.sha256, max(a.size_bytes)::float8 AS "sizeBytes" FROM artifacts a LEFT JOIN blob_checks c ON c.sha256 = a.sha256
  WHERE EXISTS (SELECT 1 FROM bin_versions v JOIN bins b ON b.id = v.bin_id WHERE v.id = a.version_id AND b.kind = 'program') AND (c.checked_at IS NULL OR c.checked_at < $1) AND (c.claimed_until IS NULL OR c.claimed_until < $2)
  GROUP BY a.sha256 ORDER BY min(c.checked_at) NULLS FIRST LIMIT 1`;

const OWNERS = `
  SELECT b.id AS "binId", b.name AS "binName", b.project_id AS "projectId", array_agg(DISTINCT v.version ORDER BY v.version) AS versions
  FROM artifacts a JOIN bin_versions v ON v.id = a.version_id JOIN bins b ON b.id = v.bin_id
  WHERE a.sha256 = $1 GROUP BY b.id ORDER BY b.id`;

@Injectable()
export class BlobChecksRepository {
  /** The one that was not read for the longest time, if that is before `before`, for this process alone. */
  async claim(
    tx: Tx,
    { before, now, leaseMs }: { before: Date; now: Date; leaseMs: (sizeBytes: number) => number },
  ): Promise<ClaimedBlob | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const [due] = await tx.query<ClaimedBlob[]>(DUE, [before, now]);
    if (!due) return undefined;
    const claimedUntil = new Date(now.getTime() + leaseMs(due.sizeBytes));
    await tx.upsert(BlobCheckEntity, { sha256: due.sha256, claimedUntil }, ['sha256']);
    return due;
  }

  async find(tx: Tx, sha256: string): Promise<BlobCheckEntity | null> {
    return tx.findOneBy(BlobCheckEntity, { sha256 });
  }

  async save(tx: Tx, check: Omit<BlobCheckEntity, 'claimedUntil'>): Promise<void> {
    await tx.upsert(BlobCheckEntity, { ...check, claimedUntil: null }, ['sha256']);
  }

  async remove(tx: Tx, sha256: string): Promise<void> {
    await tx.delete(BlobCheckEntity, { sha256 });
  }

  async ownersOf(tx: Tx, sha256: string): Promise<readonly BlobOwner[]> {
    return tx.query<BlobOwner[]>(OWNERS, [sha256]);
  }

  async storedBytes(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ bytes: number }[]>(
      `SELECT coalesce(sum(size_bytes), 0)::float8 AS bytes FROM (SELECT DISTINCT a.sha256, a.size_bytes FROM artifacts a
       JOIN bin_versions v ON v.id = a.version_id JOIN bins b ON b.id = v.bin_id WHERE b.kind = 'program') AS blobs`,
    );
    return row?.bytes ?? 0;
  }
}
