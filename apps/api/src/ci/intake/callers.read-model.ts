import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { SourceKind } from '../ci-words.js';

export interface CallerRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly isListenedTo: boolean;
  readonly secrets: readonly {
    readonly id: string;
    readonly sealed: string;
    readonly endsAt: string | null;
  }[];
}

const CALLER = `
  SELECT s.id, s.project_id AS "projectId", s.name, s.kind, s.is_enabled AND p.archived_at IS NULL AS "isListenedTo",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'sealed', k.sealed, 'endsAt', k.ends_at) ORDER BY k.id DESC), '[]')
      FROM ci_source_secrets k WHERE k.source_id = s.id) AS secrets
  FROM ci_sources s JOIN projects p ON p.id = s.project_id WHERE s.id = $1`;

/** What is needed to tell whether a call is true. */
@Injectable()
export class CallersReadModel {
  async find(tx: Tx, id: string): Promise<CallerRow | undefined> {
    const rows = await tx.query<CallerRow[]>(CALLER, [id]);
    return rows[0];
  }
}
