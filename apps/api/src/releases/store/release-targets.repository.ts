import { Injectable } from '@nestjs/common';
import {
  isExposed,
  TARGET_STATUSES,
  type CandidateQuery,
  type Target,
  type TargetStatus,
} from '@release-console/rollout-core';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { toTarget, type TargetRow } from './target-row.js';

/** More than these are left for the next look. */
export const TOUCHED_AT_ONCE = 2_000;
const EXPOSED: readonly TargetStatus[] = TARGET_STATUSES.filter(isExposed);
const COLUMNS = `t.node_id, t.wave, t.rank, t.label_group, t.digest, t.status, t.is_down, t.is_forgiven, t.generation::float8 AS generation,
  t.previous_sha256, t.assigned_at::float8 AS assigned_at, t.ready_since::float8 AS ready_since, t.since::float8 AS since,
  t.due_at::float8 AS due_at, t.error_code, t.error_message`;

@Injectable()
export class ReleaseTargetsRepository {
  /** Freezes the targets and claims their nodes; another unfinished release on any of them is a clear refusal. */
  async insert(tx: Tx, releaseId: string, binId: string, targets: readonly Target[]): Promise<void> {
    try {
      await tx.query(
        `INSERT INTO release_targets
           (release_id, node_id, bin_id, wave, rank, label_group, digest, status, is_down, is_forgiven, generation, since, is_claim)
         SELECT $1, n, $2, w, r, g, d, 'pending', false, false, 0, $8, true
         FROM unnest($3::text[], $4::int[], $5::int[], $6::text[], $7::text[]) AS x (n, w, r, g, d) ORDER BY n`,
        [
          releaseId,
          binId,
          targets.map(({ nodeId }) => nodeId),
          targets.map(({ wave }) => wave),
          targets.map(({ rank }) => rank),
          targets.map(({ group }) => group),
          targets.map(({ digest }) => digest),
          targets[0]?.since ?? 0,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'release_targets_one_claim') throw nodesClaimed();
      throw error;
    }
  }

  /** Numbers of unfinished releases that claim any of these nodes for this bin. */
  async claimsOn(
    tx: Tx,
    binId: string,
    nodeIds: readonly string[],
  ): Promise<readonly { id: string; number: number; nodes: number }[]> {
    return tx.query(
      `SELECT r.id, r.number, count(*)::int AS nodes FROM release_targets t JOIN releases r ON r.id = t.release_id
       WHERE t.is_claim AND t.bin_id = $1 AND t.node_id = ANY($2) GROUP BY r.id, r.number ORDER BY r.number`,
      [binId, nodeIds],
    );
  }

  /** Targets of which something was heard, or whose time has come; their marks are taken away. */
  async takeTouched(tx: Tx, releaseId: string, now: number): Promise<readonly Target[]> {
    const [rows]: [TargetRow[], number] = await tx.query(
      `UPDATE release_targets t SET is_touched = false FROM (
         SELECT node_id FROM release_targets WHERE release_id = $1 AND (is_touched OR due_at <= $2)
         ORDER BY node_id LIMIT ${TOUCHED_AT_ONCE} FOR UPDATE
       ) due WHERE t.release_id = $1 AND t.node_id = due.node_id RETURNING ${COLUMNS}`,
      [releaseId, now],
    );
    return rows.map(toTarget);
  }

  async candidates(tx: Tx, releaseId: string, query: CandidateQuery): Promise<readonly Target[]> {
    const statuses = query.kind === 'pending' ? ['pending'] : EXPOSED;
    const rows: TargetRow[] = await tx.query(
      `SELECT ${COLUMNS} FROM release_targets t
       WHERE t.release_id = $1 AND t.status = ANY($2) AND t.wave <= $3 AND NOT t.label_group = ANY($4)
       ORDER BY ${query.kind === 'exposed' ? 't.is_down DESC, t.rank' : 't.rank'} LIMIT $5`,
      [releaseId, statuses, query.maxWave, query.withoutGroups, query.limit],
    );
    return rows.map(toTarget);
  }

  async withStatus(tx: Tx, releaseId: string, statuses: readonly string[]): Promise<readonly Target[]> {
    const rows: TargetRow[] = await tx.query(
      `SELECT ${COLUMNS} FROM release_targets t WHERE t.release_id = $1 AND t.status = ANY($2) ORDER BY t.node_id FOR UPDATE`,
      [releaseId, statuses],
    );
    return rows.map(toTarget);
  }

  async save(tx: Tx, releaseId: string, targets: readonly Target[]): Promise<void> {
    if (targets.length === 0) return;
    // In the order in which reports mark them, so that the two never wait for each other.
    await tx.query(
      'SELECT 1 FROM release_targets WHERE release_id = $1 AND node_id = ANY ($2) ORDER BY node_id FOR UPDATE',
      [releaseId, targets.map(({ nodeId }) => nodeId)],
    );
    await tx.query(
      `UPDATE release_targets t SET status = c.status, is_down = c."isDown", is_forgiven = c."isForgiven", generation = c.generation,
         previous_sha256 = c.previous ->> 'sha256', assigned_at = c."assignedAt", ready_since = c."readySince", since = c.since,
         due_at = c."dueAt", error_code = c.error ->> 'code', error_message = c.error ->> 'message'
       FROM jsonb_to_recordset($2::jsonb) AS c ("nodeId" text, status text, "isDown" boolean, "isForgiven" boolean, generation bigint,
         previous jsonb, "assignedAt" bigint, "readySince" bigint, since bigint, "dueAt" bigint, error jsonb)
       WHERE t.release_id = $1 AND t.node_id = c."nodeId"`,
      [releaseId, JSON.stringify(targets.map(whole))],
    );
  }

  /** A finished release decides nothing about its nodes any more. */
  async releaseClaims(tx: Tx, releaseId: string): Promise<void> {
    await tx.query(
      'UPDATE release_targets SET is_claim = false, is_touched = false, due_at = NULL WHERE release_id = $1',
      [releaseId],
    );
  }

  /** Marks what was heard of nodes; returns the releases that should look. `binId` null stands for every bin of the node. */
  async touch(
    tx: Tx,
    heard: readonly { readonly nodeId: string; readonly binId: string | null }[],
  ): Promise<readonly string[]> {
    const [rows]: [{ release_id: string }[], number] = await tx.query(
      `UPDATE release_targets t SET is_touched = true FROM (
         SELECT o.release_id, o.node_id FROM release_targets o
         JOIN unnest($1::text[], $2::uuid[]) AS h (node_id, bin_id)
           ON o.node_id = h.node_id AND (h.bin_id IS NULL OR o.bin_id = h.bin_id)
         WHERE o.is_claim ORDER BY o.release_id, o.node_id FOR UPDATE OF o
       ) heard WHERE t.release_id = heard.release_id AND t.node_id = heard.node_id RETURNING t.release_id`,
      [heard.map(({ nodeId }) => nodeId), heard.map(({ binId }) => binId)],
    );
    return [...new Set(rows.map((row) => row.release_id))];
  }
}

/** Times that come from the hosts' words may have fractions. */
function whole(target: Target): Target {
  const round = (value: number | null): number | null => (value === null ? null : Math.ceil(value));
  return {
    ...target,
    since: Math.ceil(target.since),
    assignedAt: round(target.assignedAt),
    readySince: round(target.readySince),
    dueAt: round(target.dueAt),
  };
}

function nodesClaimed(): DomainError {
  return new DomainError(
    'conflict',
    'NODES_CLAIMED',
    'Another unfinished release decides what some of these nodes run; let it end or stop it first.',
  );
}
