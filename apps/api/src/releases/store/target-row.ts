import type { Target, TargetBin, TargetStatus } from '@release-console/rollout-core';

export interface TargetRow {
  readonly node_id: string;
  readonly wave: number;
  readonly rank: number;
  readonly label_group: string;
  readonly status: TargetStatus;
  readonly is_down: boolean;
  readonly is_forgiven: boolean;
  readonly assigned_at: number | null;
  readonly ready_since: number | null;
  readonly since: number;
  readonly due_at: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly bins: readonly TargetBin[];
}

/** Columns of `release_targets t` as a TargetRow. */
export const TARGET_COLUMNS = `t.node_id, t.wave, t.rank, t.label_group, t.status, t.is_down, t.is_forgiven,
  t.assigned_at::float8 AS assigned_at, t.ready_since::float8 AS ready_since, t.since::float8 AS since, t.due_at::float8 AS due_at,
  t.error_code, t.error_message,
  (SELECT json_agg(json_build_object('binId', b.bin_id, 'digest', b.digest, 'asked', b.asked, 'generation', b.generation,
      'previous', CASE WHEN b.previous_sha256 IS NOT NULL THEN json_build_object('sha256', b.previous_sha256) END) ORDER BY b.position)
    FROM release_target_bins b WHERE b.release_id = t.release_id AND b.node_id = t.node_id) AS bins`;

export function toTarget(row: TargetRow): Target {
  return {
    nodeId: row.node_id,
    wave: row.wave,
    rank: row.rank,
    group: row.label_group,
    bins: row.bins,
    status: row.status,
    isDown: row.is_down,
    isForgiven: row.is_forgiven,
    assignedAt: row.assigned_at,
    readySince: row.ready_since,
    since: row.since,
    dueAt: row.due_at,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  };
}
