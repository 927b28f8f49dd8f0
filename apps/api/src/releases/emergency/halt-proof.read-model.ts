import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type {
  EmergencyStopDto,
  HaltedReleaseDto,
  HaltProofDto,
  UnconfirmedNodeDto,
} from './emergency-stop.dto.js';

type StopRow = Pick<EmergencyStopDto, 'id' | 'project' | 'reason' | 'stoppedBy'> & {
  readonly stoppedAt: Date;
};
type UnconfirmedRow = Omit<UnconfirmedNodeDto, 'until'> & { readonly until: Date | null };
type ProofRow = Omit<HaltProofDto, 'until' | 'unconfirmed'> & { readonly until: Date | null };

/** Asked and given up for now, which it does not know: it does what it was asked whenever it comes back. */
const OUT_OF_SIGHT = `('dark', 'timed_out', 'retrying', 'revert_failed')`;
/** What was asked before a stop may still be on its way there, or be done already; not where somebody else asked since. */
const UNCONFIRMED = `((t.status IN ('staging', 'assigned', 'updating', 'baking', 'reverting') OR t.status IN ${OUT_OF_SIGHT})
  AND t.error_code IS DISTINCT FROM 'OVERTAKEN')`;
/** A way back has a deadline for all, which only those outlive that were asked after it. */
const UNTIL = `
  CASE WHEN t.status NOT IN ${OUT_OF_SIGHT} THEN to_timestamp(LEAST(
    t.assigned_at / 1000.0 + (r.rollout -> 'plan' ->> 'nodeDeadlineSeconds')::float8,
    CASE WHEN t.status = 'reverting' AND t.assigned_at <= (r.rollout -> 'rollback' ->> 'deadlineAt')::float8
      THEN (r.rollout -> 'rollback' ->> 'deadlineAt')::float8 / 1000 END)) END`;
const HAS_ENDED = `r.status IN ('stopped', 'superseded')`;
/** What ended before is in it for those of its nodes that were at work when everything was stopped. */
const IN_SCOPE = `(r.status IN ('paused', 'deploying', 'rolling_back')
  OR ${HAS_ENDED} AND EXISTS (SELECT FROM release_targets o WHERE o.release_id = r.id AND o.due_at IS NOT NULL))
  AND ($1::uuid IS NULL OR r.project_id = $1) AND ($2::uuid[] IS NULL OR r.project_id = ANY ($2))`;
const WAS_AT_WORK = `(NOT (${HAS_ENDED}) OR ${UNCONFIRMED} AND t.due_at IS NOT NULL
  OR NOT ${UNCONFIRMED} AND t.since >= extract(epoch FROM $3::timestamptz) * 1000)`;
const ASKED = 't.release_id = r.id AND t.assigned_at IS NOT NULL';
const UNCONFIRMED_NODE = `t.node_id AS "nodeId", n.name AS "nodeName", r.id AS "releaseId", r.number AS "releaseNumber", t.status, ${UNTIL} AS until`;
const SHOWN = 100;

/** Stops in force, and the proof that they hold: who has confirmed, who has not, and until when they can. */
@Injectable()
export class HaltProofReadModel {
  async inForce(tx: Tx, projectIds: readonly string[] | undefined): Promise<EmergencyStopDto[]> {
    const rows: StopRow[] = await tx.query(
      `SELECT s.id, s.reason, s.stopped_at AS "stoppedAt", json_build_object('id', u.id, 'name', u.name) AS "stoppedBy",
         CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'code', p.code, 'name', p.name) END AS project
       FROM emergency_stops s JOIN users u ON u.id = s.stopped_by LEFT JOIN projects p ON p.id = s.project_id
       WHERE s.lifted_at IS NULL AND ($1::uuid[] IS NULL OR s.project_id IS NULL OR s.project_id = ANY ($1)) ORDER BY s.stopped_at DESC, s.id DESC`,
      [projectIds ?? null],
    );
    const stops: EmergencyStopDto[] = [];
    for (const row of rows) stops.push(await this.withProof(tx, row, projectIds));
    return stops;
  }

  private async withProof(
    tx: Tx,
    stop: StopRow,
    projectIds: readonly string[] | undefined,
  ): Promise<EmergencyStopDto> {
    const scope = [stop.project?.id ?? null, projectIds ?? null, stop.stoppedAt];
    const releases: HaltedReleaseDto[] = await tx.query(
      `SELECT r.id, r.number, r.title, r.status, count(t.node_id)::int AS asked,
         (count(t.node_id) FILTER (WHERE NOT ${UNCONFIRMED}))::int AS confirmed
       FROM releases r LEFT JOIN release_targets t ON ${ASKED} AND ${WAS_AT_WORK}
       WHERE ${IN_SCOPE} GROUP BY r.id ORDER BY r.number DESC`,
      scope,
    );
    const unconfirmed: UnconfirmedRow[] = await tx.query(
      `SELECT ${UNCONFIRMED_NODE} FROM releases r JOIN release_targets t ON ${ASKED} AND ${UNCONFIRMED} AND ${WAS_AT_WORK}
       JOIN nodes n ON n.id = t.node_id WHERE ${IN_SCOPE} ORDER BY until DESC NULLS FIRST, t.node_id LIMIT ${SHOWN}`,
      scope,
    );
    return {
      ...stop,
      stoppedAt: stop.stoppedAt.toISOString(),
      releases,
      nodesAsked: releases.reduce((sum, { asked }) => sum + asked, 0),
      nodesConfirmed: releases.reduce((sum, { confirmed }) => sum + confirmed, 0),
      unconfirmed: unconfirmed.map(toNode),
    };
  }

  /** The same of one release, whatever it stands still for. */
  async ofRelease(tx: Tx, releaseId: string): Promise<HaltProofDto> {
    const [proof]: ProofRow[] = await tx.query(
      `SELECT count(*)::int AS "nodesAsked", (count(*) FILTER (WHERE NOT ${UNCONFIRMED}))::int AS "nodesConfirmed",
         (count(*) FILTER (WHERE ${UNCONFIRMED} AND ${UNTIL} IS NULL))::int AS "nodesOutOfSight", max(${UNTIL}) FILTER (WHERE ${UNCONFIRMED}) AS until
       FROM releases r JOIN release_targets t ON ${ASKED} WHERE r.id = $1`,
      [releaseId],
    );
    const unconfirmed: UnconfirmedRow[] = await tx.query(
      `SELECT ${UNCONFIRMED_NODE} FROM releases r JOIN release_targets t ON ${ASKED} AND ${UNCONFIRMED} JOIN nodes n ON n.id = t.node_id
       WHERE r.id = $1 ORDER BY until DESC NULLS FIRST, t.node_id LIMIT ${SHOWN}`,
      [releaseId],
    );
    if (!proof) throw new Error('a count always has one row');
    return { ...proof, until: proof.until?.toISOString() ?? null, unconfirmed: unconfirmed.map(toNode) };
  }
}

function toNode({ until, ...node }: UnconfirmedRow): UnconfirmedNodeDto {
  return { ...node, until: until?.toISOString() ?? null };
}
