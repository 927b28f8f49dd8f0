import type { Target, TargetStatus } from '@release-console/rollout-core';

export interface TargetRow {
  readonly node_id: string;
  readonly wave: number;
  readonly rank: number;
  readonly label_group: string;
  readonly digest: string;
  readonly status: TargetStatus;
  readonly is_down: boolean;
  readonly is_forgiven: boolean;
  readonly generation: number;
  readonly previous_sha256: string | null;
  readonly assigned_at: number | null;
  readonly ready_since: number | null;
  readonly since: number;
  readonly due_at: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

export function toTarget(row: TargetRow): Target {
  return {
    nodeId: row.node_id,
    wave: row.wave,
    rank: row.rank,
    group: row.label_group,
    digest: row.digest,
    status: row.status,
    isDown: row.is_down,
    isForgiven: row.is_forgiven,
    generation: row.generation,
    previous: row.previous_sha256 === null ? null : { sha256: row.previous_sha256 },
    assignedAt: row.assigned_at,
    readySince: row.ready_since,
    since: row.since,
    dueAt: row.due_at,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  };
}
