import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { cutText, type DomainError, type LocalizedText } from '../../platform/http/index.js';
import { CiImportEntity } from './ci-import.entity.js';
import { CiProvenanceEntity } from './ci-provenance.entity.js';
import { CiRunEntity } from './ci-run.entity.js';

export type NewRun = Pick<
  CiRunEntity,
  'buildId' | 'ruleName' | 'ruleRevision' | 'editorId' | 'bin' | 'version' | 'release' | 'releaseState'
> & { readonly ruleId: string };
export type NewImport = Pick<CiImportEntity, 'runId' | 'path' | 'arch' | 'kind'>;

const LONGEST_ERROR = 1_000;

const CLAIM = `
  UPDATE ci_imports SET state = 'fetching', attempts = attempts + 1, next_try_at = $1::timestamptz + make_interval(secs => $3),
    changed_at = $1
  WHERE id IN (SELECT id FROM ci_imports WHERE state IN ('waiting', 'fetching') AND next_try_at <= $1
    ORDER BY next_try_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, run_id AS "runId", path, arch, kind, attempts`;

const OF_BUILD = 'run_id IN (SELECT id FROM ci_runs WHERE build_id = $1)';

export type ClaimedImport = Pick<CiImportEntity, 'id' | 'runId' | 'path' | 'arch' | 'kind' | 'attempts'>;

@Injectable()
export class ImportsRepository {
  /** Its id, made or found. */
  async ensureRun(tx: Tx, run: NewRun): Promise<string> {
    const { buildId, ruleId, version, release } = run;
    const values = [run.ruleName, run.ruleRevision, run.editorId, run.bin, version];
    await tx.query(
      `INSERT INTO ci_runs (build_id, rule_id, rule_name, rule_revision, editor_id, bin, version, release, release_state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9) ON CONFLICT (build_id, rule_id, version) DO NOTHING`,
      [buildId, ruleId, ...values, release === null ? null : JSON.stringify(release), run.releaseState],
    );
    const found = await tx.findOneByOrFail(CiRunEntity, { buildId, ruleId, version });
    return found.id;
  }

  async ensureImport(tx: Tx, { runId, path, arch, kind }: NewImport, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO ci_imports (run_id, path, arch, kind, state, next_try_at, changed_at)
       VALUES ($1, $2, $3, $4, 'waiting', $5, $5) ON CONFLICT (run_id, path) DO NOTHING`,
      [runId, path, arch, kind, now],
    );
  }

  /** Paths of the build that became something, or are about to. */
  async pathsOf(tx: Tx, buildId: string): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ path: string }[]>(
      'SELECT i.path FROM ci_imports i JOIN ci_runs r ON r.id = i.run_id WHERE r.build_id = $1',
      [buildId],
    );
    return new Set(rows.map(({ path }) => path));
  }

  /** Whoever ends before it is done leaves them to others after `leaseSeconds`. */
  async claim(tx: Tx, now: Date, most: number, leaseSeconds: number): Promise<readonly ClaimedImport[]> {
    const [rows] = await tx.query<[ClaimedImport[], number]>(CLAIM, [now, most, leaseSeconds]);
    return rows;
  }

  /** What of the build has not come in yet never does; `paths`: only these files. */
  async refuseOpen(
    tx: Tx,
    buildId: string,
    { code, words }: DomainError,
    now: Date,
    paths: readonly string[] | null = null,
  ): Promise<void> {
    const error = JSON.stringify(cutText(words, LONGEST_ERROR));
    await tx.query(
      `UPDATE ci_imports SET state = 'refused', next_try_at = NULL, error_code = $2, error = $3::jsonb, changed_at = $4
       WHERE ${OF_BUILD} AND state IN ('waiting', 'fetching') AND ($5::text[] IS NULL OR path = ANY ($5))`,
      [buildId, code, error, now, paths],
    );
    if (paths === null)
      await tx.query(
        `UPDATE ci_runs SET release_state = 'refused', error_code = $2, error = $3::jsonb
         WHERE build_id = $1 AND release_state = 'waiting'`,
        [buildId, code, error],
      );
  }

  /** How many files wait again that were refused with this code. */
  async reopen(tx: Tx, buildId: string, code: string, now: Date): Promise<number> {
    const [, files] = await tx.query<[unknown[], number]>(
      `UPDATE ci_imports SET state = 'waiting', attempts = 0, next_try_at = $3, changed_at = $3
       WHERE ${OF_BUILD} AND state = 'refused' AND error_code = $2`,
      [buildId, code, now],
    );
    await tx.query(
      `UPDATE ci_runs SET release_state = 'waiting', error_code = NULL, error = NULL
       WHERE build_id = $1 AND release_state = 'refused' AND error_code = $2`,
      [buildId, code],
    );
    return files;
  }

  async settle(
    tx: Tx,
    id: string,
    fields: Partial<
      Pick<
        CiImportEntity,
        'state' | 'nextTryAt' | 'attempts' | 'sha256' | 'sizeBytes' | 'errorCode' | 'error'
      >
    > & {
      readonly changedAt: Date;
    },
  ): Promise<void> {
    await tx.update(CiImportEntity, { id }, withCutError(fields));
  }

  async renew(tx: Tx, { id, attempts }: ClaimedImport, now: Date, leaseSeconds: number): Promise<void> {
    await tx.query(
      `UPDATE ci_imports SET next_try_at = $3::timestamptz + make_interval(secs => $4)
       WHERE id = $1 AND attempts = $2 AND state = 'fetching'`,
      [id, attempts, now, leaseSeconds],
    );
  }

  async isStillOurs(tx: Tx, { id, attempts }: ClaimedImport): Promise<boolean> {
    const row = await this.lockImport(tx, id);
    return row?.state === 'fetching' && row.attempts === attempts;
  }

  async findRun(tx: Tx, id: string): Promise<CiRunEntity | null> {
    return tx.findOneBy(CiRunEntity, { id });
  }

  /** One whose files have all come to an end, or undefined. Nobody else takes it meanwhile, or has news of its build. */
  async takeFinished(tx: Tx): Promise<CiRunEntity | undefined> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT r.id FROM ci_runs r JOIN ci_builds b ON b.id = r.build_id WHERE r.release_state = 'waiting'
         AND NOT EXISTS (SELECT 1 FROM ci_imports i WHERE i.run_id = r.id AND i.state IN ('waiting', 'fetching'))
       ORDER BY r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED FOR SHARE OF b SKIP LOCKED`,
    );
    const [row] = rows;
    return row && (await tx.findOneByOrFail(CiRunEntity, { id: row.id }));
  }

  async importsOf(tx: Tx, runId: string): Promise<readonly CiImportEntity[]> {
    return tx.find(CiImportEntity, { where: { runId }, order: { path: 'ASC' } });
  }

  async saveRun(
    tx: Tx,
    id: string,
    fields: Partial<Pick<CiRunEntity, 'releaseState' | 'releaseId' | 'errorCode' | 'error'>>,
  ): Promise<void> {
    await tx.update(CiRunEntity, { id }, withCutError(fields));
  }

  async environmentOf(tx: Tx, projectId: string, code: string): Promise<string | undefined> {
    const rows = await tx.query<{ id: string }[]>(
      'SELECT id FROM environments WHERE project_id = $1 AND code = $2',
      [projectId, code],
    );
    return rows[0]?.id;
  }

  async lockImport(tx: Tx, id: string): Promise<CiImportEntity | null> {
    return tx.findOne(CiImportEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async projectOf(tx: Tx, importId: string): Promise<string | undefined> {
    const rows = await tx.query<{ projectId: string }[]>(
      `SELECT s.project_id AS "projectId" FROM ci_imports i JOIN ci_runs r ON r.id = i.run_id
       JOIN ci_builds b ON b.id = r.build_id JOIN ci_sources s ON s.id = b.source_id WHERE i.id = $1`,
      [importId],
    );
    return rows[0]?.projectId;
  }

  /** Who brought the bytes first is where they came from. */
  async keepProvenance(tx: Tx, provenance: CiProvenanceEntity): Promise<void> {
    await tx.createQueryBuilder().insert().into(CiProvenanceEntity).values(provenance).orIgnore().execute();
  }

  /** What of a build was kept with the digests that it has. */
  async keptOf(
    tx: Tx,
    buildId: string,
  ): Promise<
    readonly {
      readonly path: string;
      readonly sha256: string;
      readonly bin: string;
      readonly version: string;
    }[]
  > {
    return tx.query(
      `SELECT p.path, p.sha256, b.name AS bin, v.version FROM ci_provenance p JOIN artifacts a ON a.id = p.artifact_id
       JOIN bin_versions v ON v.id = a.version_id JOIN bins b ON b.id = v.bin_id WHERE p.build_id = $1`,
      [buildId],
    );
  }
}

function withCutError<T extends { readonly error?: LocalizedText | null }>(fields: T): T {
  return fields.error ? { ...fields, error: cutText(fields.error, LONGEST_ERROR) } : fields;
}
