import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../platform/http/index.js';
import type { AuditEntry, AuditFilter, AuditQuery } from './audit.dto.js';

type Row = Omit<AuditEntry, 'at' | 'seq'> & { readonly at: Date; readonly seq: string };

const LIST = `
  SELECT id, seq, at, jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name, 'token',
      CASE WHEN actor_token_id IS NOT NULL THEN jsonb_build_object('id', actor_token_id, 'name', actor_token_name) END) AS actor,
    action,
    jsonb_build_object('type', subject_type, 'id', subject_id, 'name', subject_name) AS subject,
    project_id AS "projectId", reason, data, request_id AS "requestId", address, user_agent AS "userAgent"
  FROM audit_entries
  WHERE ($1::uuid[] IS NULL OR project_id = ANY ($1))
    AND ($2::uuid IS NULL OR project_id = $2)
    AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3))
    AND ($4::text IS NULL OR actor_id = $4)
    AND ($5::text IS NULL OR subject_type = $5)
    AND ($6::text IS NULL OR subject_id = $6)
    AND ($7::timestamptz IS NULL OR at >= $7)
    AND ($8::timestamptz IS NULL OR at < $8)
    AND ($9::text IS NULL OR request_id = $9)
    AND ($10::text IS NULL OR strpos(
      lower(concat_ws(' ', actor_name, actor_token_name, subject_name, subject_id, action, reason, data::text)), lower($10)) > 0)
    AND ($11::bigint IS NULL OR seq < $11)
  ORDER BY seq DESC LIMIT $12`;

const EXPORT_PAGE = 500;

@Injectable()
export class AuditListReadModel {
  constructor(private readonly database: Database) {}

  /** `projectIds` undefined: entries of every project and of none. */
  async list(projectIds: readonly string[] | undefined, query: AuditQuery): Promise<Page<AuditEntry>> {
    const [before] = decodeCursor(query.cursor, ['count']) ?? [];
    const rows = await this.rows(projectIds, query, before, query.limit + 1);
    return toPage(rows, query.limit, ({ seq }) => [seq]);
  }

  /** All of them, newest first, a page at a time: whoever reads slowly holds no transaction open. */
  async *all(
    projectIds: readonly string[] | undefined,
    filter: AuditFilter,
  ): AsyncGenerator<readonly AuditEntry[]> {
    let before: number | undefined;
    for (;;) {
      const rows = await this.rows(projectIds, filter, before, EXPORT_PAGE);
      if (rows.length > 0) yield rows;
      if (rows.length < EXPORT_PAGE) return;
      before = rows.at(-1)?.seq;
    }
  }

  private async rows(
    projectIds: readonly string[] | undefined,
    filter: AuditFilter,
    before: string | number | undefined,
    limit: number,
  ): Promise<readonly AuditEntry[]> {
    const { projectId, action, actorId, subjectType, subjectId, from, to, requestId, q } = filter;
    const asked = [projectId, action, actorId, subjectType, subjectId, from, to, requestId, q, before];
    const rows = await this.database.reader.query<Row[]>(LIST, [
      ...[projectIds, ...asked].map((value) => value ?? null),
      limit,
    ]);
    return rows.map((row) => ({ ...row, seq: Number(row.seq), at: row.at.toISOString() }));
  }
}
