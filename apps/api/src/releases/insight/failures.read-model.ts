import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { keyOfFact, type Fact, type FailedTarget } from './failure-groups.js';

interface FailedRow extends FailedTarget {
  readonly rank: number;
  /** Nobody retried it, or left it out. */
  readonly isOpen: boolean;
}

/** Lost, or back after it had been. */
const FAILED = `(t.status IN ('failed', 'timed_out', 'dark', 'retrying', 'revert_failed')
  OR (t.status IN ('reverting', 'reverted') AND t.error_code IS NOT NULL))`;
const OPEN = `(t.status = 'revert_failed' OR t.status IN ('failed', 'timed_out', 'dark') AND NOT t.is_forgiven)`;
const ASKED = `(t.assigned_at IS NOT NULL OR ${FAILED})`;

/** Of the bin that was activated first. */
const VERSION_BEFORE = `(SELECT v.version FROM release_target_bins b JOIN artifacts a ON a.sha256 = b.previous_sha256
  JOIN bin_versions v ON v.id = a.version_id AND v.bin_id = b.bin_id
  WHERE b.release_id = t.release_id AND b.node_id = t.node_id AND b.position = 0 ORDER BY v.created_at DESC LIMIT 1)`;

/** What is known of a node, as rows of kind, name and value. */
const FACTS = `
  SELECT 'label' AS kind, l.key AS name, l.value FROM jsonb_each_text(n.labels) l
  UNION ALL
  SELECT f.kind, '', f.value FROM (VALUES ('versionBefore', ${VERSION_BEFORE}),
    ('os', concat_ws(' ', n.os, n.os_release)), ('kernel', n.kernel), ('arch', n.arch), ('agentVersion', n.agent_version)
  ) f (kind, value) WHERE f.value <> ''`;

const ROWS_AT_ONCE = 2_000;

@Injectable()
export class FailuresReadModel {
  /** All failed targets in the order in which they were asked, a few thousand at a time. */
  async *failed(tx: Tx, releaseId: string): AsyncGenerator<FailedRow> {
    for (let after = -1; ;) {
      const rows: FailedRow[] = await tx.query(
        `SELECT t.node_id AS "nodeId", n.name AS "nodeName", t.status, t.rank, ${OPEN} AS "isOpen",
           CASE WHEN t.error_code IS NULL THEN NULL ELSE json_build_object('code', t.error_code, 'message', coalesce(t.error_message, '')) END AS error,
           (SELECT coalesce(json_agg(f), '[]') FROM (${FACTS}) f) AS facts
         FROM release_targets t JOIN nodes n ON n.id = t.node_id
         WHERE t.release_id = $1 AND t.rank > $2 AND ${FAILED} ORDER BY t.rank LIMIT ${ROWS_AT_ONCE}`,
        [releaseId, after],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = last.rank;
    }
  }

  async asked(tx: Tx, releaseId: string): Promise<number> {
    const [row]: { count: number }[] = await tx.query(
      `SELECT count(*)::int AS count FROM release_targets t WHERE t.release_id = $1 AND ${ASKED}`,
      [releaseId],
    );
    return row?.count ?? 0;
  }

  /** How many of all asked nodes have each of these facts. */
  async askedWith(tx: Tx, releaseId: string, facts: readonly Fact[]): Promise<ReadonlyMap<string, number>> {
    if (facts.length === 0) return new Map();
    const rows: (Fact & { readonly count: number })[] = await tx.query(
      `SELECT f.kind, f.name, f.value, count(*)::int AS count
       FROM release_targets t JOIN nodes n ON n.id = t.node_id
       CROSS JOIN LATERAL (${FACTS}) f
       JOIN jsonb_to_recordset($2::jsonb) AS w (kind text, name text, value text)
         ON w.kind = f.kind AND w.name = f.name AND w.value = f.value
       WHERE t.release_id = $1 AND ${ASKED} GROUP BY f.kind, f.name, f.value`,
      [releaseId, JSON.stringify(facts)],
    );
    return new Map(rows.map((row) => [keyOfFact(row), row.count]));
  }
}
