import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { ArtifactEntity, type ArtifactKind } from './artifact.entity.js';
import { BinVersionEntity } from './bin-version.entity.js';

export type NewArtifact = Pick<
  ArtifactEntity,
  'versionId' | 'arch' | 'kind' | 'sha256' | 'sizeBytes' | 'fileName' | 'uploadedAt' | 'uploadedBy'
>;

@Injectable()
export class VersionsRepository {
  async findArtifact(tx: Tx, binId: string, version: string, arch: string): Promise<ArtifactEntity | null> {
    const row = await tx.findOneBy(BinVersionEntity, { binId, version });
    return row && tx.findOneBy(ArtifactEntity, { versionId: row.id, arch });
  }

  async find(tx: Tx, binId: string, version: string): Promise<BinVersionEntity | null> {
    return tx.findOneBy(BinVersionEntity, { binId, version });
  }

  /** The version of the bin that these bytes are. */
  async findByBytes(tx: Tx, binId: string, sha256: string): Promise<BinVersionEntity | undefined> {
    const rows = await tx.query<BinVersionEntity[]>(
      'SELECT v.id, v.version FROM bin_versions v JOIN artifacts a ON a.version_id = v.id WHERE v.bin_id = $1 AND a.sha256 = $2',
      [binId, sha256],
    );
    return rows[0];
  }

  count(tx: Tx, binId: string): Promise<number> {
    return tx.countBy(BinVersionEntity, { binId });
  }

  async addAuthors(tx: Tx, id: string, authorIds: readonly string[]): Promise<void> {
    await tx.query(
      'UPDATE bin_versions SET author_ids = ARRAY(SELECT DISTINCT unnest(author_ids || $2::uuid[])) WHERE id = $1',
      [id, authorIds],
    );
  }

  async idByArtifact(tx: Tx, artifactId: string): Promise<string | undefined> {
    return (await tx.findOneBy(ArtifactEntity, { id: artifactId }))?.versionId;
  }

  async nameOf(tx: Tx, id: string): Promise<string | null> {
    return (await tx.findOneBy(BinVersionEntity, { id }))?.version ?? null;
  }

  async lock(tx: Tx, binId: string, version: string): Promise<BinVersionEntity> {
    const row = await tx.findOne(BinVersionEntity, {
      where: { binId, version },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw notFound('version');
    return row;
  }

  /** Makes the version unless it is there, and locks it. */
  async ensure(
    tx: Tx,
    binId: string,
    version: string,
    created: { readonly by: string; readonly at: Date },
  ): Promise<BinVersionEntity> {
    await tx.query(
      'INSERT INTO bin_versions (bin_id, version, created_at, created_by) VALUES ($1, $2, $3, $4) ON CONFLICT (bin_id, version) DO NOTHING',
      [binId, version, created.at, created.by],
    );
    return this.lock(tx, binId, version);
  }

  /** What the version has for this architecture after the call, and whether the call put it there. */
  async addArtifact(
    tx: Tx,
    artifact: NewArtifact,
  ): Promise<{ readonly sha256: string; readonly kind: ArtifactKind; readonly isNew: boolean }> {
    const { versionId, arch, kind, sha256, sizeBytes, fileName, uploadedAt, uploadedBy } = artifact;
    const inserted = await tx.query<unknown[]>(
      `INSERT INTO artifacts (version_id, arch, kind, sha256, size_bytes, file_name, uploaded_at, uploaded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (version_id, arch) DO NOTHING RETURNING id`,
      [versionId, arch, kind, sha256, sizeBytes, fileName, uploadedAt, uploadedBy],
    );
    if (inserted.length > 0) return { sha256, kind, isNew: true };
    const existing = await tx.findOneByOrFail(ArtifactEntity, { versionId, arch });
    return { sha256: existing.sha256, kind: existing.kind, isNew: false };
  }

  async setWithdrawn(
    tx: Tx,
    id: string,
    fields: Pick<BinVersionEntity, 'withdrawnAt' | 'withdrawnBy' | 'withdrawReason'>,
  ): Promise<void> {
    await tx.update(BinVersionEntity, { id }, fields);
  }

  async setRollbackBarrier(tx: Tx, id: string, barrierId: string | null): Promise<void> {
    await tx.update(BinVersionEntity, { id }, { rollbackBarrierId: barrierId });
  }
}
