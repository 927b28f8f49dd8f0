import { Injectable } from '@nestjs/common';
import {
  FOLLOWED_TARGETS,
  hasActivated,
  isFollowed,
  type CandidateQuery,
  type Claim,
  type Target,
} from '@release-console/rollout-core';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import type { Release } from './release.entity.js';
import { TARGET_COLUMNS, toTarget, type TargetRow } from './target-row.js';

/** More than these are left for the next look. */
export const TOUCHED_AT_ONCE = 2_000;

/**
 * The planner knows nothing of a release that is new and may well read all of it; so whatever the engine does at each look
 * goes from what is asked for to its rows, one by one. Always in the order of the nodes, as reports do, so that the two
 * never wait for each other.
 */
const LOCKED_TARGETS = `SELECT ${TARGET_COLUMNS} FROM (SELECT id FROM unnest($2::text[]) AS id ORDER BY id) AS asked
  CROSS JOIN LATERAL (SELECT * FROM release_targets WHERE release_id = $1 AND node_id = asked.id FOR UPDATE) t`;

const IN_PLACE = 'release_id = $1 AND status = s.status AND wave <= $3';

/** The first of each status and side in index order; the first of all are among them. */
const CANDIDATES = `SELECT found.* FROM unnest($2::text[]) AS s (status), (VALUES (true), (false)) AS d (is_down),
  LATERAL (SELECT * FROM release_targets WHERE ${IN_PLACE} AND is_down = d.is_down ORDER BY wave, rank LIMIT $4) found`;

const CANDIDATES_PER_GROUP = `
  (SELECT limited.* FROM (SELECT down.* FROM unnest($2::text[] || $7::text[]) AS s (status),
     LATERAL (SELECT * FROM release_targets WHERE ${IN_PLACE} AND is_down ORDER BY wave, rank LIMIT $4) down
   UNION ALL
   SELECT found.* FROM unnest($5::text[], $6::int[]) AS g (name, most),
     LATERAL (SELECT next.* FROM unnest($2::text[]) AS s (status),
         LATERAL (SELECT * FROM release_targets WHERE ${IN_PLACE} AND NOT is_down AND label_group = g.name
           ORDER BY wave, rank LIMIT g.most) next
       ORDER BY next.rank LIMIT g.most) found) limited
   ORDER BY CASE WHEN $9 THEN is_down ELSE false END DESC, rank LIMIT $4)
  UNION ALL
  (SELECT free.* FROM unnest($7::text[]) AS s (status),
     LATERAL (SELECT * FROM release_targets WHERE ${IN_PLACE} AND NOT is_down ORDER BY wave, rank LIMIT $8) free
   ORDER BY free.rank LIMIT $8)`;

/** As the engine's `firstFollowed` has it. */
const IS_FOLLOWED = `($2::boolean AND (t.status = ANY ($3::text[]) OR EXISTS (SELECT FROM release_target_bins b
  WHERE b.release_id = t.release_id AND b.node_id = t.node_id AND b.asked = 'stage')))`;

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
    const due: { id: string }[] = await tx.query(
      `(SELECT node_id AS id FROM release_targets WHERE release_id = $1 AND is_touched ORDER BY node_id LIMIT ${TOUCHED_AT_ONCE})
       UNION (SELECT node_id FROM release_targets WHERE release_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT ${TOUCHED_AT_ONCE})
       ORDER BY id LIMIT ${TOUCHED_AT_ONCE}`,
      [releaseId, now],
    );
    if (due.length === 0) return [];
    const ids = due.map(({ id }) => id);
    const rows: TargetRow[] = await tx.query(`${LOCKED_TARGETS} ORDER BY t.node_id`, [releaseId, ids]);
    await tx.query(
      'UPDATE release_targets SET is_touched = false WHERE release_id = $1 AND node_id = ANY ($2) AND is_touched',
      [releaseId, ids],
    );
    return rows.map(toTarget);
  }

  async candidates(tx: Tx, releaseId: string, query: CandidateQuery): Promise<readonly Target[]> {
    const { statuses, isDownFirst, maxWave, perGroup, limit, free } = query;
    const rows: TargetRow[] = await tx.query(
      `SELECT ${TARGET_COLUMNS} FROM (${perGroup ? CANDIDATES_PER_GROUP : CANDIDATES}) t
       ORDER BY ${isDownFirst ? 't.is_down DESC, t.rank' : 't.rank'} ${perGroup ? '' : 'LIMIT $4'}`,
      [
        ...[releaseId, statuses, maxWave, limit],
        ...(perGroup ? [perGroup.map(({ group }) => group), perGroup.map((each) => each.limit)] : []),
        ...(perGroup ? [free?.statuses ?? [], free?.limit ?? 0, isDownFirst] : []),
      ],
    );
    return rows.map(toTarget);
  }

  /** Those that succeeded and fell silent, or are not well, by what all processes know; somebody may know better. */
  async lapsedSuccesses(tx: Tx, { id, rollout }: Release, now: number): Promise<readonly Target[]> {
    const rows: TargetRow[] = await tx.query(
      `SELECT ${TARGET_COLUMNS} FROM release_targets t JOIN node_presence p ON p.node_id = t.node_id
       WHERE t.release_id = $1 AND t.status = 'succeeded'
         AND (p.last_seen_at < to_timestamp($2::float8 / 1000) - make_interval(secs => GREATEST($3::float8, 2.5 * p.expected_seconds))
           OR EXISTS (SELECT 1 FROM release_target_bins b JOIN observed_state o ON o.node_id = b.node_id AND o.bin_id = b.bin_id
             WHERE b.release_id = $1 AND b.node_id = t.node_id AND o.generation = b.generation
               AND (o.healthy IS FALSE OR o.sha256 IS DISTINCT FROM b.digest)))
       ORDER BY t.node_id LIMIT ${TOUCHED_AT_ONCE} FOR UPDATE OF t`,
      [id, now, rollout.plan.darkAfterSeconds],
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
    const rows: TargetRow[] = await tx.query(`${LOCKED_TARGETS} ORDER BY t.node_id`, [
      releaseId,
      [...nodeIds].sort(),
    ]);
    return rows.map(toTarget);
  }

  /** An update would be free to read the whole release to find these; an upsert goes to each by its key. */
  async save(tx: Tx, releaseId: string, targets: readonly Target[]): Promise<void> {
    if (targets.length === 0) return;
    const changed = JSON.stringify(targets.map(toStored));
    await tx.query(
      `INSERT INTO release_targets AS t (release_id, node_id, wave, rank, label_group, status, is_down, is_forgiven, is_changed,
         assigned_at, ready_since, since, due_at, error_code, error_message)
       SELECT $1, c."nodeId", c.wave, c.rank, c."group", c.status, c."isDown", c."isForgiven", c."isChanged",
         c."assignedAt", c."readySince", c.since, c."dueAt", c.error ->> 'code', c.error ->> 'message'
       FROM jsonb_to_recordset($2::jsonb) AS c ("nodeId" text, wave int, rank int, "group" text, status text, "isDown" boolean,
         "isForgiven" boolean, "isChanged" boolean, "assignedAt" bigint, "readySince" bigint, since bigint, "dueAt" bigint, error jsonb)
       ORDER BY c."nodeId"
       ON CONFLICT (release_id, node_id) DO UPDATE SET status = excluded.status, is_down = excluded.is_down,
         is_forgiven = excluded.is_forgiven, is_changed = excluded.is_changed, assigned_at = excluded.assigned_at,
         ready_since = excluded.ready_since, since = excluded.since, due_at = excluded.due_at,
         error_code = excluded.error_code, error_message = excluded.error_message`,
      [releaseId, changed],
    );
    await tx.query(
      `INSERT INTO release_target_bins AS b (release_id, node_id, bin_id, position, digest, asked, generation, previous_sha256, is_claim)
       SELECT $1, n."nodeId", c."binId", c.place - 1, c.digest, c.asked, c.generation, c.previous ->> 'sha256', true
       FROM jsonb_to_recordset($2::jsonb) AS n ("nodeId" text, bins jsonb),
         ROWS FROM (jsonb_to_recordset(n.bins) AS ("binId" uuid, digest text, asked text, generation bigint, previous jsonb))
           WITH ORDINALITY AS c ("binId", digest, asked, generation, previous, place)
       ORDER BY n."nodeId", c.place
       ON CONFLICT (release_id, node_id, bin_id) DO UPDATE
         SET asked = excluded.asked, generation = excluded.generation, previous_sha256 = excluded.previous_sha256
       WHERE b.generation <> excluded.generation OR b.asked IS DISTINCT FROM excluded.asked`,
      [releaseId, changed],
    );
  }

  /** A finished release decides nothing about its nodes any more; one that left some at work looks at those once more. */
  async releaseClaims(tx: Tx, { id, status }: Pick<Release, 'id' | 'status'>, now: number): Promise<void> {
    await tx.query('UPDATE release_target_bins SET is_claim = false WHERE release_id = $1', [id]);
    await tx.query(
      `UPDATE release_targets t SET is_touched = false, due_at = CASE WHEN ${IS_FOLLOWED} THEN $4::bigint END
       WHERE release_id = $1 AND (is_touched OR due_at IS NOT NULL OR ${IS_FOLLOWED})`,
      [id, isFollowed(status), FOLLOWED_TARGETS, Math.ceil(now)],
    );
  }

  /** Marks what was heard of nodes; returns the releases that should look. `binId` null stands for every bin of the node. */
  async touch(
    tx: Tx,
    heard: readonly { readonly nodeId: string; readonly binId: string | null }[],
  ): Promise<readonly string[]> {
    const rows: { release_id: string }[] = await tx.query(
      `INSERT INTO release_targets AS t (release_id, node_id, wave, rank, label_group, status, is_down, is_forgiven, since, is_changed)
       SELECT o.release_id, o.node_id, o.wave, o.rank, o.label_group, o.status, o.is_down, o.is_forgiven, o.since, o.is_changed
       FROM (SELECT DISTINCT c.release_id, c.node_id FROM unnest($1::text[], $2::uuid[]) AS h (node_id, bin_id)
         CROSS JOIN LATERAL (SELECT release_id, node_id FROM release_target_bins
           WHERE is_claim AND node_id = h.node_id AND (h.bin_id IS NULL OR bin_id = h.bin_id) OFFSET 0) c
         ORDER BY c.release_id, c.node_id) claimed
       CROSS JOIN LATERAL (SELECT * FROM release_targets
         WHERE release_id = claimed.release_id AND node_id = claimed.node_id LIMIT 1) o
       ON CONFLICT (release_id, node_id) DO UPDATE SET is_touched = true RETURNING t.release_id`,
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
  return new DomainError('conflict', 'NODES_CLAIMED', {
    en: 'Another unfinished release decides what some of these nodes run; let it end or stop it first.',
    zh: '另一个尚未结束的发布正在决定其中部分节点运行什么；请等它结束或先停止它。',
  });
}
