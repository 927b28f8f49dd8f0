import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { markText, MARK_TYPES } from './mark-text.js';
import type { Mark } from './monitoring.dto.js';
import type { MonitoringQuery } from './monitoring-query.dto.js';

interface Row {
  readonly at: Date;
  readonly releaseId: string;
  readonly releaseNumber: number;
  readonly seq: number;
  readonly type: string;
  readonly step: number | null;
}

const FIND = `
  SELECT e.at, r.id AS "releaseId", r.number AS "releaseNumber", e.seq, e.type, (e.data ->> 'step')::int AS step
  FROM release_events e JOIN releases r ON r.id = e.release_id
  WHERE e.at >= $1 AND e.at < $2 AND e.type = ANY ($3) AND COALESCE((e.data ->> 'step')::int, 0) >= 0 AND ($4::uuid IS NULL OR r.id = $4) AND ($5::uuid[] IS NULL OR r.project_id = ANY ($5))
    AND ($6::uuid IS NULL OR r.project_id = $6) AND ($7::uuid IS NULL OR r.environment_id = $7) AND ($8::text IS NULL OR $8 = ANY (r.bin_names))
    AND ($9::text IS NULL OR EXISTS (SELECT 1 FROM release_targets t WHERE t.release_id = r.id AND t.node_id = $9))
  ORDER BY e.at DESC, e.seq DESC LIMIT 200`;

/** What releases did, without the step before the first one, which is the begin itself: for the eye to compare with the curves. */
@Injectable()
export class MarksReadModel {
  constructor(private readonly database: Database) {}

  async between(
    visible: readonly string[] | undefined,
    query: MonitoringQuery,
    range: { readonly from: number; readonly to: number },
  ): Promise<readonly Mark[]> {
    const { releaseId, projectId, environmentId, bin, nodeId } = query;
    const rows = await this.database.reader.query<Row[]>(FIND, [
      new Date(range.from * 1_000),
      new Date(range.to * 1_000),
      MARK_TYPES,
      ...[releaseId, visible, projectId, environmentId, bin, nodeId].map((value) => value ?? null),
    ]);
    return rows.reverse().map(({ at, step, ...row }) => ({
      ...row,
      at: at.toISOString(),
      ...markText(row.type, row.releaseNumber, step),
    }));
  }
}
