import { Injectable } from '@nestjs/common';
import { hasActivated, type CandidateQuery, type Claim, type Target } from '@release-console/rollout-core';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { TARGET_COLUMNS, toTarget, type TargetRow } from './target-row.js';

/** More than these are left for the next look. */
export const TOUCHED_AT_ONCE = 2_000;

@Injectable()
export class ReleaseTargetsRepository {
  /** Freezes the targets and claims their nodes; another unfinished release on any of them is a clear refusal. */
  async insert(tx: Tx, releaseId: string, targets: readonly Target[]): Promise<void> {
    const inOrder = [...targets].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
    await tx.query(
      `INSERT INTO release_targets (release_id, node_id, wave, rank, label_group, status, is_down, is_forgiven, since, is_changed)
       SELECT $1, n, w, r, g, 'pending', false, false, $6, false
       FROM unnest($2::text[], $3::int[], $4::int[], $5::text[]) AS x (n, w, r, g)`,
      [
        releaseId,
        inOrder.map(({ nodeId }) => nodeId),
        inOrder.map(({ wave }) => wave),
        inOrder.map(({ rank }) => rank),
        inOrder.map(({ group }) => group),
        targets[0]?.since ?? 0,
      ],
    );
    await this.claim(tx, releaseId, inOrder);
  }

  private async claim(tx: Tx, releaseId: string, targets: readonly Target[]): Promise<void> {
    const rows = targets.flatMap(({ nodeId, bins }) =>
      bins.map(({ binId, digest }, position) => ({ nodeId, binId, position, digest })),
    );
    try {
      await tx.query(
        `INSERT INTO release_target_bins (release_id, node_id, bin_id, position, digest, generation, is_claim)
         SELECT $1, n, b, p, d, 0, true FROM unnest($2::text[], $3::uuid[], $4::int[], $5::text[]) AS x (n, b, p, d)`,
        [
          releaseId,
          rows.map(({ nodeId }) => nodeId),
          rows.map(({ binId }) => binId),
          rows.map(({ position }) => position),
          rows.map(({ digest }) => digest),
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'release_target_bins_one_claim') throw nodesClaimed();
      throw error;
    }
  }

  /** Unfinished releases that claim any of these nodes for any of these bins. */
  async claimsOn(tx: Tx, binIds: readonly string[], nodeIds: readonly string[]): Promise<readonly Claim[]> {
    return tx.query(
      `SELECT r.id, r.number, count(DISTINCT t.node_id)::int AS nodes FROM release_target_bins t
       JOIN releases r ON r.id = t.release_id
       WHERE t.is_claim AND t.bin_id = ANY($1) AND t.node_id = ANY($2) GROUP BY r.id, r.number ORDER BY r.number`,
      [binIds, nodeIds],
    );
  }

  /** Those of the nodes that an unfinished release claims for any of these bins. */
  async claimedOf(
    tx: Tx,
    binIds: readonly string[],
    nodeIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows: { id: string }[] = await tx.query(
      'SELECT node_id AS id FROM release_target_bins WHERE is_claim AND bin_id = ANY($1) AND node_id = ANY($2)',
      [binIds, nodeIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Targets of which something was heard, or whose time has come; their marks are taken away. */
  async takeTouched(tx: Tx, releaseId: string, now: number): Promise<readonly Target[]> {
    const [rows]: [TargetRow[], number] = await tx.query(
      `UPDATE release_targets t SET is_touched = false FROM (
         SELECT node_id FROM release_targets WHERE release_id = $1 AND (is_touched OR due_at <= $2)
         ORDER BY node_id LIMIT ${TOUCHED_AT_ONCE} FOR UPDATE
       ) due WHERE t.release_id = $1 AND t.node_id = due.node_id RETURNING ${TARGET_COLUMNS}`,
      [releaseId, now],
    );
    return rows.map(toTarget);
  }

  async candidates(tx: Tx, releaseId: string, query: CandidateQuery): Promise<readonly Target[]> {
    const rows: TargetRow[] = await tx.query(
      `SELECT ${TARGET_COLUMNS} FROM release_targets t
       WHERE t.release_id = $1 AND t.status = ANY($2) AND t.wave <= $3 AND NOT t.label_group = ANY($4)
       ORDER BY ${query.isDownFirst ? 't.is_down DESC, t.rank' : 't.rank'} LIMIT $5`,
      [releaseId, query.statuses, query.maxWave, query.withoutGroups, query.limit],
    );
    return rows.map(toTarget);
  }

  async withStatus(tx: Tx, releaseId: string, statuses: readonly string[]): Promise<readonly Target[]> {
    const rows: TargetRow[] = await tx.query(
      `SELECT ${TARGET_COLUMNS} FROM release_targets t WHERE t.release_id = $1 AND t.status = ANY($2) ORDER BY t.node_id FOR UPDATE`,
      [releaseId, statuses],
    );
    return rows.map(toTarget);
  }

  async ofNodes(tx: Tx, releaseId: string, nodeIds: readonly string[]): Promise<readonly Target[]> {
    const rows: TargetRow[] = await tx.query(
      `SELECT ${TARGET_COLUMNS} FROM release_targets t WHERE t.release_id = $1 AND t.node_id = ANY($2) ORDER BY t.node_id FOR UPDATE`,
      [releaseId, nodeIds],
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
    const changed = JSON.stringify(targets.map(toStored));
    await tx.query(
      `UPDATE release_targets t SET status = c.status, is_down = c."isDown", is_forgiven = c."isForgiven", is_changed = c."isChanged",
         assigned_at = c."assignedAt", ready_since = c."readySince", since = c.since, due_at = c."dueAt",
         error_code = c.error ->> 'code', error_message = c.error ->> 'message'
       FROM jsonb_to_recordset($2::jsonb) AS c ("nodeId" text, status text, "isDown" boolean, "isForgiven" boolean, "isChanged" boolean,
         "assignedAt" bigint, "readySince" bigint, since bigint, "dueAt" bigint, error jsonb)
       WHERE t.release_id = $1 AND t.node_id = c."nodeId"`,
      [releaseId, changed],
    );
    await tx.query(
      `UPDATE release_target_bins b SET asked = c.asked, generation = c.generation, previous_sha256 = c.previous ->> 'sha256'
       FROM jsonb_to_recordset($2::jsonb) AS n ("nodeId" text, bins jsonb),
         jsonb_to_recordset(n.bins) AS c ("binId" uuid, asked text, generation bigint, previous jsonb)
       WHERE b.release_id = $1 AND b.node_id = n."nodeId" AND b.bin_id = c."binId"
         AND (b.generation <> c.generation OR b.asked IS DISTINCT FROM c.asked)`,
      [releaseId, changed],
    );
  }

  /** A finished release decides nothing about its nodes any more. */
  async releaseClaims(tx: Tx, releaseId: string): Promise<void> {
    await tx.query('UPDATE release_target_bins SET is_claim = false WHERE release_id = $1', [releaseId]);
    await tx.query(
      'UPDATE release_targets SET is_touched = false, due_at = NULL WHERE release_id = $1 AND (is_touched OR due_at IS NOT NULL)',
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
         SELECT o.release_id, o.node_id FROM release_targets o WHERE (o.release_id, o.node_id) IN (
           SELECT c.release_id, c.node_id FROM release_target_bins c
           JOIN unnest($1::text[], $2::uuid[]) AS h (node_id, bin_id)
             ON c.node_id = h.node_id AND (h.bin_id IS NULL OR c.bin_id = h.bin_id)
           WHERE c.is_claim)
         ORDER BY o.release_id, o.node_id FOR UPDATE
       ) heard WHERE t.release_id = heard.release_id AND t.node_id = heard.node_id RETURNING t.release_id`,
      [heard.map(({ nodeId }) => nodeId), heard.map(({ binId }) => binId)],
    );
    return [...new Set(rows.map((row) => row.release_id))];
  }
}

/** Times that come from the hosts' words may have fractions. */
function toStored(target: Target): Target & { readonly isChanged: boolean } {
  const round = (value: number | null): number | null => (value === null ? null : Math.ceil(value));
  return {
    ...target,
    since: Math.ceil(target.since),
    assignedAt: round(target.assignedAt),
    readySince: round(target.readySince),
    dueAt: round(target.dueAt),
    isChanged: hasActivated(target),
  };
}

function nodesClaimed(): DomainError {
  return new DomainError(
    'conflict',
    'NODES_CLAIMED',
    'Another unfinished release decides what some of these nodes run; let it end or stop it first.',
  );
}
