import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import type { CiImport, CiImportQuery, CiProvenance, CiProvenanceQuery, CiRun } from './import.dto.js';

type Row = Omit<CiImport, 'nextTryAt' | 'changedAt'> & {
  readonly nextTryAt: Date | null;
  readonly changedAt: Date;
};
export type RunRow = CiRun & { readonly buildId: string };

const IMPORTS = `
  SELECT i.id, r.build_id AS "buildId", b.job, b.shown_number::float8 AS number, r.rule_name AS "ruleName", i.path, r.bin,
    r.version, i.arch, i.state, i.attempts, i.next_try_at AS "nextTryAt", i.sha256, i.size_bytes::float8 AS "sizeBytes",
    i.error_code AS "errorCode", i.error, i.changed_at AS "changedAt"
  FROM ci_imports i JOIN ci_runs r ON r.id = i.run_id JOIN ci_builds b ON b.id = r.build_id
  JOIN ci_sources s ON s.id = b.source_id`;

const LIST = `${IMPORTS}
  WHERE ($1::uuid[] IS NULL OR s.project_id = ANY ($1)) AND ($2::uuid IS NULL OR s.project_id = $2)
    AND ($3::uuid IS NULL OR s.id = $3) AND ($4::text IS NULL OR i.state = $4) AND ($5::text IS NULL OR r.bin = $5)
    AND ($6::uuid IS NULL OR i.id < $6)
  ORDER BY i.id DESC LIMIT $7`;

const RUNS = `
  SELECT r.build_id AS "buildId", r.rule_id AS "ruleId", r.rule_name AS "ruleName", r.rule_revision AS "ruleRevision", r.bin,
    r.version, u.name AS "editorName", r.release_state AS "releaseState", r.release_id AS "releaseId",
    l.number AS "releaseNumber", r.error_code AS "errorCode", r.error
  FROM ci_runs r JOIN users u ON u.id = r.editor_id LEFT JOIN releases l ON l.id = r.release_id
  WHERE r.build_id = ANY ($1::uuid[]) ORDER BY r.id`;

const PROVENANCE = `
  SELECT v.version, a.arch, p.sha256, p.source_kind AS "sourceKind", p.source_name AS "sourceName", p.build_id AS "buildId", p.job,
    p.number::float8 AS number, p.url, p.ref, p.commit_id AS commit, p.by_name AS "by", p.path, p.is_checked AS "isChecked",
    p.imported_at AS "importedAt"
  FROM ci_provenance p JOIN artifacts a ON a.id = p.artifact_id JOIN bin_versions v ON v.id = a.version_id
  JOIN bins b ON b.id = v.bin_id
  WHERE b.name = $1 AND ($2::text IS NULL OR v.version = $2) AND ($3::uuid[] IS NULL OR b.project_id = ANY ($3))
  ORDER BY p.imported_at DESC, a.arch LIMIT 200`;

@Injectable()
export class ImportListReadModel {
  constructor(private readonly database: Database) {}

  async list(
    projectIds: readonly string[] | undefined,
    { projectId, sourceId, state, bin, cursor, limit }: CiImportQuery,
  ): Promise<Page<CiImport>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const given = [projectId, sourceId, state, bin, before].map((value) => value ?? null);
    const rows = await this.database.reader.query<Row[]>(LIST, [projectIds ?? null, ...given, limit + 1]);
    const page = toPage(rows, limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(tx: Tx, id: string): Promise<CiImport> {
    const [row] = await tx.query<Row[]>(`${IMPORTS} WHERE i.id = $1`, [id]);
    if (!row) throw notFound('import');
    return viewOf(row);
  }

  async ofBuild(tx: Tx, buildId: string): Promise<CiImport[]> {
    const rows = await tx.query<Row[]>(`${IMPORTS} WHERE r.build_id = $1 ORDER BY i.path`, [buildId]);
    return rows.map(viewOf);
  }

  runsOf(tx: Tx, buildIds: readonly string[]): Promise<readonly RunRow[]> {
    return tx.query<RunRow[]>(RUNS, [buildIds]);
  }

  async provenance(
    projectIds: readonly string[] | undefined,
    { bin, version }: CiProvenanceQuery,
  ): Promise<CiProvenance[]> {
    const rows = await this.database.reader.query<
      (Omit<CiProvenance, 'importedAt'> & { importedAt: Date })[]
    >(PROVENANCE, [bin, version ?? null, projectIds ?? null]);
    return rows.map((row) => ({ ...row, importedAt: row.importedAt.toISOString() }));
  }
}

function viewOf(row: Row): CiImport {
  const { nextTryAt, changedAt, ...rest } = row;
  return { ...rest, nextTryAt: nextTryAt?.toISOString() ?? null, changedAt: changedAt.toISOString() };
}
