import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import type { BuildState } from '../ci-words.js';
import type { FollowedBuild } from './follow.js';
import { match } from './glob.js';
import type { CiRule, CiRuleQuery } from './rule.dto.js';

type Row = Omit<CiRule, 'editedAt'> & { readonly editedAt: Date };

export type PastBuild = FollowedBuild & { readonly id: string; readonly state: BuildState };

const RULES = `
  SELECT r.id, r.source_id AS "sourceId", s.name AS "sourceName", s.project_id AS "projectId", r.name, r.job, r.ref, r.file,
    r.bin, r.version, r.arch, r.kind, r.release, r.is_enabled AS "isEnabled", r.position, r.revision,
    u.name AS "editorName", r.edited_at AS "editedAt"
  FROM ci_rules r JOIN ci_sources s ON s.id = r.source_id JOIN users u ON u.id = r.editor_id`;

const LIST = `${RULES}
  WHERE ($1::uuid[] IS NULL OR s.project_id = ANY ($1)) AND ($2::uuid IS NULL OR s.project_id = $2)
    AND ($3::uuid IS NULL OR r.source_id = $3) AND ($4::uuid IS NULL OR r.id < $4)
  ORDER BY r.id DESC LIMIT $5`;

const NEWEST = 'SELECT id, job FROM ci_builds WHERE source_id = $1 ORDER BY id DESC LIMIT 500';

const PAST = `
  SELECT id, job, shown_number::float8 AS "shownNumber", branch, tag, commit_id AS "commitId", parameters, files, state
  FROM ci_builds WHERE id = ANY ($1) ORDER BY id DESC`;

@Injectable()
export class RuleListReadModel {
  constructor(private readonly database: Database) {}

  async list(
    projectIds: readonly string[] | undefined,
    { projectId, sourceId, cursor, limit }: CiRuleQuery,
  ): Promise<Page<CiRule>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const filters = [projectIds ?? null, projectId ?? null, sourceId ?? null, before ?? null, limit + 1];
    const page = toPage(await this.database.reader.query<Row[]>(LIST, filters), limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(tx: Tx, id: string): Promise<CiRule> {
    const [row] = await tx.query<Row[]>(`${RULES} WHERE r.id = $1`, [id]);
    if (!row) throw notFound('rule');
    return viewOf(row);
  }

  /** Those of the job come first to mind; where it has none, the others say how jobs are named. */
  async pastBuilds(sourceId: string, job: string, most: number): Promise<readonly PastBuild[]> {
    const tx = this.database.reader;
    const newest = await tx.query<{ id: string; job: string }[]>(NEWEST, [sourceId]);
    const ofJob = newest.filter((build) => match(job, build.job, false) !== undefined);
    const chosen = (ofJob.length > 0 ? ofJob : newest).slice(0, most);
    return tx.query<PastBuild[]>(PAST, [chosen.map(({ id }) => id)]);
  }
}

function viewOf(row: Row): CiRule {
  return { ...row, editedAt: row.editedAt.toISOString() };
}
