import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page, type PageQuery } from '../platform/http/index.js';
import { RunningReadModel, type RunningRow } from './running.read-model.js';
import type { Artifact, Version } from './version.dto.js';

type Row = Omit<Version, 'createdAt' | 'withdrawnAt' | 'running'> & {
  readonly id: string;
  readonly binId: string;
  readonly createdAt: Date;
  readonly withdrawnAt: Date | null;
};

const VERSIONS = `
  SELECT v.id, v.bin_id AS "binId", v.version, v.created_at AS "createdAt", v.withdrawn_at AS "withdrawnAt", v.withdraw_reason AS "withdrawReason",
    (SELECT r.version FROM bin_versions r WHERE r.id = v.rollback_barrier_id) AS "noRollbackBelow",
    CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS "createdBy",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('arch', a.arch, 'kind', a.kind, 'sha256', a.sha256, 'sizeBytes', a.size_bytes,
      'fileName', a.file_name, 'uploadedAt', a.uploaded_at, 'damage', k.damage, 'checkedAt', k.checked_at,
      'uploadedBy', CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'name', u.name) END) ORDER BY a.arch), '[]')
      FROM artifacts a LEFT JOIN users u ON u.id = a.uploaded_by
      LEFT JOIN blob_checks k ON k.sha256 = a.sha256 WHERE a.version_id = v.id) AS artifacts
  FROM bin_versions v
  JOIN bins b ON b.id = v.bin_id
  LEFT JOIN users c ON c.id = v.created_by
  WHERE b.name = $1`;

@Injectable()
export class VersionListReadModel {
  constructor(
    private readonly database: Database,
    private readonly running: RunningReadModel,
  ) {}

  async list(binName: string, { cursor, limit }: PageQuery): Promise<Page<Version>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const sql = `${VERSIONS} AND ($2::uuid IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $3`;
    const rows = await this.database.reader.query<Row[]>(sql, [binName, before ?? null, limit + 1]);
    const page = toPage(rows, limit, ({ id }) => [id]);
    return { ...page, items: await this.withRunning(page.items) };
  }

  async get(binName: string, version: string): Promise<Version> {
    const rows = await this.database.reader.query<Row[]>(`${VERSIONS} AND v.version = $2`, [
      binName,
      version,
    ]);
    const [found] = await this.withRunning(rows);
    if (!found) throw notFound('version');
    return found;
  }

  private async withRunning(rows: readonly Row[]): Promise<Version[]> {
    const [first] = rows;
    const running = first ? await this.running.of([first.binId]) : [];
    return rows.map((row) => toVersion(row, running));
  }
}

function toVersion({ id: _id, binId: _binId, ...row }: Row, running: readonly RunningRow[]): Version {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    artifacts: row.artifacts.map(withIsoTime),
    running: running
      .filter(({ version }) => version === row.version)
      .map(({ environmentCode, nodes }) => ({ environmentCode, nodes })),
  };
}

/** Inside JSON the database writes its own form of a time. */
function withIsoTime(artifact: Artifact): Artifact {
  const { uploadedAt, checkedAt } = artifact;
  return {
    ...artifact,
    uploadedAt: new Date(uploadedAt).toISOString(),
    checkedAt: checkedAt && new Date(checkedAt).toISOString(),
  };
}
