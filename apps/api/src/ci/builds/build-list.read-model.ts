import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import { ImportListReadModel } from '../imports/import-list.read-model.js';
import type { CiBuild, CiBuildDetail, CiBuildQuery } from './build.dto.js';
import type { BuildFile } from './ci-build.entity.js';

type Row = Omit<CiBuild, 'startedAt' | 'finishedAt' | 'seenAt' | 'runs' | 'files'> & {
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly seenAt: Date;
  readonly files: number;
};
type DetailRow = Row & {
  readonly parameters: Readonly<Record<string, string>>;
  readonly fileList: readonly BuildFile[];
};

const FIELDS = `
  b.id, b.source_id AS "sourceId", s.name AS "sourceName", s.project_id AS "projectId", b.job, b.shown_number::float8 AS number,
  b.state, b.url, coalesce(b.tag, b.branch) AS ref, b.commit_id AS commit, b.by_name AS "by", b.origin,
  b.started_at AS "startedAt", b.finished_at AS "finishedAt", b.seen_at AS "seenAt", jsonb_array_length(b.files) AS files`;

const LIST = `
  SELECT ${FIELDS} FROM ci_builds b JOIN ci_sources s ON s.id = b.source_id
  WHERE ($1::uuid[] IS NULL OR s.project_id = ANY ($1)) AND ($2::uuid IS NULL OR s.project_id = $2)
    AND ($3::uuid IS NULL OR s.id = $3) AND ($4::text IS NULL OR b.job = $4) AND ($5::text IS NULL OR b.state = $5)
    AND ($6::text IS NULL OR EXISTS (SELECT 1 FROM ci_runs r WHERE r.build_id = b.id AND r.bin = $6))
    AND ($7::uuid IS NULL OR b.id < $7)
  ORDER BY b.id DESC LIMIT $8`;

const ONE = `
  SELECT ${FIELDS}, b.parameters, b.files AS "fileList"
  FROM ci_builds b JOIN ci_sources s ON s.id = b.source_id WHERE b.id = $1`;

@Injectable()
export class BuildListReadModel {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportListReadModel,
  ) {}

  async list(
    projectIds: readonly string[] | undefined,
    { projectId, sourceId, job, state, bin, cursor, limit }: CiBuildQuery,
  ): Promise<Page<CiBuild>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const given = [projectId, sourceId, job, state, bin, before].map((value) => value ?? null);
    const tx = this.database.reader;
    const page = toPage(
      await tx.query<Row[]>(LIST, [projectIds ?? null, ...given, limit + 1]),
      limit,
      ({ id }) => [id],
    );
    const runs = await this.imports.runsOf(
      tx,
      page.items.map(({ id }) => id),
    );
    return {
      ...page,
      items: page.items.map((row) => ({
        ...withTimes(row),
        runs: runs.filter(({ buildId }) => buildId === row.id).map(({ buildId: _, ...run }) => run),
      })),
    };
  }

  async get(id: string): Promise<CiBuildDetail> {
    const tx = this.database.reader;
    const [row] = await tx.query<DetailRow[]>(ONE, [id]);
    if (!row) throw notFound('build');
    const runs = await this.imports.runsOf(tx, [id]);
    return {
      ...withTimes(row),
      fileList: row.fileList.map(({ path, sha256, md5 }) => ({
        path,
        digest: sha256 ? `sha256:${sha256}` : md5 ? `md5:${md5}` : null,
      })),
      runs: runs.map(({ buildId: _, ...run }) => run),
      imports: await this.imports.ofBuild(tx, id),
    };
  }

  async projectOf(id: string): Promise<string | undefined> {
    const rows = await this.database.reader.query<{ projectId: string }[]>(
      'SELECT s.project_id AS "projectId" FROM ci_builds b JOIN ci_sources s ON s.id = b.source_id WHERE b.id = $1',
      [id],
    );
    return rows[0]?.projectId;
  }
}

function withTimes<T extends Row>(row: T) {
  return {
    ...row,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    seenAt: row.seenAt.toISOString(),
  };
}
