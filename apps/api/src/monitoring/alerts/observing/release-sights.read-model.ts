import { Injectable } from '@nestjs/common';
import type { ReleaseStatus } from '@release-console/rollout-core';
import type { Tx } from '../../../platform/database/index.js';
import { ofKind, type WatchedRule } from '../definitions/stored-rule.js';
import type { Observation } from './observation.js';

/** A release that is over stays so for ever; its alert does not. */
export const OVER_SECONDS = 3_600;

/** Events with which a release enters a status that is not its last. */
const ENTERING = [
  'release.submitted',
  'release.approved',
  'approval.voided',
  'release.scheduled',
  'release.unscheduled',
  'release.deployed',
  'release.paused',
  'release.resumed',
  'release.promoted',
  'rollback.started',
];

const FIND = `
  SELECT q."ruleId", r.id AS "releaseId", r.environment_id AS "environmentId", r.status,
    (extract(epoch FROM COALESCE(r.finished_at,
      (SELECT max(e.at) FROM release_events e WHERE e.release_id = r.id AND e.type = ANY ($3)), r.created_at)) * 1000)::float8 AS since
  FROM jsonb_to_recordset($1::jsonb) AS q("ruleId" uuid, "projectId" uuid, "environmentId" uuid, "binId" uuid, states text[], "forSeconds" int)
  JOIN releases r ON r.project_id = q."projectId" AND r.status = ANY (q.states)
    AND (q."environmentId" IS NULL OR r.environment_id = q."environmentId")
    AND (r.finished_at IS NULL OR r.finished_at > $2::timestamptz - make_interval(secs => q."forSeconds" + ${OVER_SECONDS}))
  LEFT JOIN bins b ON b.id = q."binId"
  WHERE q."binId" IS NULL OR b.name = ANY (r.bin_names)
  ORDER BY r.number`;

interface Row {
  readonly ruleId: string;
  readonly releaseId: string;
  readonly environmentId: string;
  readonly status: ReleaseStatus;
  readonly since: number;
}

/** Releases that are in a status that a rule watches; all others are not. */
@Injectable()
export class ReleaseSights {
  async of(tx: Tx, rules: readonly WatchedRule[], now: number): Promise<readonly Observation[]> {
    const asked = ofKind(rules, 'release').map(({ id, condition, ...place }) => ({
      ...place,
      ruleId: id,
      states: condition.states,
      forSeconds: condition.forSeconds,
    }));
    if (asked.length === 0) return [];
    const rows = await tx.query<Row[]>(FIND, [JSON.stringify(asked), new Date(now), ENTERING]);
    return rows.map(({ status, since, ...key }) => ({
      ...key,
      binId: null,
      sight: { holds: true, since },
      value: null,
      facts: { status },
    }));
  }
}
