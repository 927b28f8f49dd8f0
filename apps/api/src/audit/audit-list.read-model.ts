import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../platform/http/index.js';
import type { AuditEntry, AuditQuery } from './audit.dto.js';

type Row = Omit<AuditEntry, 'at'> & { readonly at: Date };

const LIST = `
  SELECT id, at, jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS actor, action,
    jsonb_build_object('type', subject_type, 'id', subject_id, 'name', subject_name) AS subject,
    project_id AS "projectId", reason, data
  FROM audit_entries
  WHERE ($1::uuid[] IS NULL OR project_id = ANY ($1))
    AND ($2::uuid IS NULL OR project_id = $2)
    AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3))
    AND ($4::text IS NULL OR actor_id = $4)
    AND ($5::text IS NULL OR subject_type = $5)
    AND ($6::text IS NULL OR subject_id = $6)
    AND ($7::timestamptz IS NULL OR at >= $7)
    AND ($8::timestamptz IS NULL OR at < $8)
    AND ($9::uuid IS NULL OR id < $9)
  ORDER BY id DESC LIMIT $10`;

@Injectable()
export class AuditListReadModel {
  constructor(private readonly database: Database) {}

  /** `projectIds` undefined: entries of every project and of none. */
  async list(projectIds: readonly string[] | undefined, query: AuditQuery): Promise<Page<AuditEntry>> {
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [];
    const { projectId, action, actorId, subjectType, subjectId, from, to, limit } = query;
    const filters = [projectIds, projectId, action, actorId, subjectType, subjectId, from, to, before];
    const rows = await this.database.reader.query<Row[]>(LIST, [
      ...filters.map((value) => value ?? null),
      limit + 1,
    ]);
    return toPage(
      rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      limit,
      ({ id }) => [id],
    );
  }
}
