import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../platform/http/index.js';
import type { Bin, BinQuery } from './bin.dto.js';
import { RunningReadModel } from './running.read-model.js';

type Row = Omit<Bin, 'createdAt' | 'running'> & { readonly createdAt: Date };

const BINS = `
  SELECT b.id, b.name, b.project_id AS "projectId", p.code AS "projectCode", b.description, b.created_at AS "createdAt",
    (SELECT f.id FROM config_files f WHERE f.bin_id = b.id) AS "configFileId",
    (SELECT v.version FROM bin_versions v WHERE v.bin_id = b.id AND v.withdrawn_at IS NULL ORDER BY v.id DESC LIMIT 1) AS "latestVersion",
    (SELECT count(*)::int FROM bin_versions v WHERE v.bin_id = b.id) AS "versionCount"
  FROM bins b JOIN projects p ON p.id = b.project_id`;

const LIST = `${BINS}
  WHERE b.kind = 'program' AND ($1::uuid[] IS NULL OR b.project_id = ANY ($1))
    AND ($2::uuid IS NULL OR b.project_id = $2)
    AND ($3::text IS NULL OR strpos(lower(b.name || ' ' || b.description), lower($3)) > 0)
    AND ($4::uuid IS NULL OR b.id < $4)
  ORDER BY b.id DESC LIMIT $5`;

@Injectable()
export class BinListReadModel {
  constructor(
    private readonly database: Database,
    private readonly running: RunningReadModel,
  ) {}

  /** `projectIds` undefined: of every project. */
  async list(
    projectIds: readonly string[] | undefined,
    { projectId, q, cursor, limit }: BinQuery,
  ): Promise<Page<Bin>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const filters = [projectIds ?? null, projectId ?? null, q ?? null, before ?? null, limit + 1];
    const page = toPage(await this.database.reader.query<Row[]>(LIST, filters), limit, ({ id }) => [id]);
    return { ...page, items: await this.withRunning(page.items) };
  }

  async get(name: string): Promise<Bin> {
    const [bin] = await this.withRunning(
      await this.database.reader.query<Row[]>(`${BINS} WHERE b.name = $1`, [name]),
    );
    if (!bin) throw notFound('bin');
    return bin;
  }

  private async withRunning(rows: readonly Row[]): Promise<Bin[]> {
    const running = await this.running.of(rows.map(({ id }) => id));
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      running: running
        .filter(({ binId }) => binId === row.id)
        .map(({ environmentCode, version, nodes }) => ({ environmentCode, version, nodes })),
    }));
  }
}
