import { Injectable } from '@nestjs/common';
import { isFinal, RELEASE_STATUSES } from '@release-console/rollout-core';
import { Database } from '../../platform/database/index.js';
import { SEVERITIES } from '../alerts/rules/condition.js';

export interface NodeCount {
  readonly lifecycle: string;
  /** Did it call as lately as it should? */
  readonly presence: 'online' | 'silent' | 'never';
  readonly count: number;
}

export interface ConsoleFigures {
  readonly nodes: readonly NodeCount[];
  /** Of those that are not over. */
  readonly releases: readonly { readonly status: string; readonly count: number }[];
  readonly driftFindings: number;
  readonly emergencyStops: number;
  /** Those that fire, silenced ones among them. */
  readonly alerts: readonly { readonly severity: string; readonly count: number }[];
}

const UNFINISHED = RELEASE_STATUSES.filter((status) => !isFinal(status));

/** What a console is busy with, in few numbers; the same from every process of it. */
@Injectable()
export class ConsoleFiguresReadModel {
  constructor(private readonly database: Database) {}

  async now(): Promise<ConsoleFigures> {
    const { reader } = this.database;
    const nodes = await reader.query<NodeCount[]>(
      `SELECT n.lifecycle, count(*)::int AS count, CASE WHEN p.node_id IS NULL THEN 'never'
         WHEN p.last_seen_at > now() - make_interval(secs => GREATEST(15, 2.5 * p.expected_seconds)) THEN 'online' ELSE 'silent' END AS presence
       FROM nodes n LEFT JOIN node_presence p ON p.node_id = n.id GROUP BY 1, 3`,
    );
    const releases = await reader.query<{ status: string; count: number }[]>(
      'SELECT status, count(*)::int AS count FROM releases WHERE status = ANY ($1) GROUP BY 1',
      [UNFINISHED],
    );
    const [counts] = await reader.query<{ driftFindings: number; emergencyStops: number }[]>(
      `SELECT (SELECT count(*)::int FROM drift_findings WHERE closed_at IS NULL) AS "driftFindings",
         (SELECT count(*)::int FROM emergency_stops WHERE lifted_at IS NULL) AS "emergencyStops"`,
    );
    const alerts = await reader.query<{ severity: string; count: number }[]>(
      "SELECT severity, count(*)::int AS count FROM alerts WHERE state = 'firing' GROUP BY 1",
    );
    const firing = new Map(alerts.map(({ severity, count }) => [severity, count]));
    const known = new Map(releases.map(({ status, count }) => [status, count]));
    return {
      nodes,
      releases: UNFINISHED.map((status) => ({ status, count: known.get(status) ?? 0 })),
      driftFindings: counts?.driftFindings ?? 0,
      emergencyStops: counts?.emergencyStops ?? 0,
      alerts: SEVERITIES.map((severity) => ({ severity, count: firing.get(severity) ?? 0 })),
    };
  }
}
