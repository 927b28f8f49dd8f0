import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { ofKind, type WatchedRule } from '../definitions/stored-rule.js';
import { isEnough, type NodesCondition, type NodeState } from '../rules/condition.js';
import type { Observation } from './observation.js';

interface Row extends Readonly<Record<NodeState, number>> {
  readonly environmentId: string;
  readonly total: number;
  /** As it looks without the time in which the console slept, and heard nobody. */
  readonly silentAtFirst: number;
  readonly offlineAtFirst: number;
}

/** Longer than a node of this pace may be silent, counted from `since`. */
const isBeyond = (missed: number, since: string): string =>
  `extract(epoch FROM $2::timestamptz - ${since}) > GREATEST(${missed} * p.expected_seconds, 15)`;

const AWAKE = 'GREATEST(p.last_seen_at, $3::timestamptz)';

const COUNT = `
  SELECT m.environment_id AS "environmentId", count(*)::int AS total,
    (count(*) FILTER (WHERE ${isBeyond(2.5, AWAKE)}))::int AS silent,
    (count(*) FILTER (WHERE ${isBeyond(10, AWAKE)}))::int AS offline,
    (count(*) FILTER (WHERE ${isBeyond(2.5, 'p.last_seen_at')}))::int AS "silentAtFirst",
    (count(*) FILTER (WHERE ${isBeyond(10, 'p.last_seen_at')}))::int AS "offlineAtFirst",
    (count(*) FILTER (WHERE n.quarantined_at IS NOT NULL))::int AS quarantined,
    (count(*) FILTER (WHERE $4 AND EXISTS (SELECT 1 FROM observed_state o JOIN bins b ON b.id = o.bin_id AND b.project_id = m.project_id
      WHERE o.node_id = n.id AND NOT o.healthy)))::int AS unhealthy,
    (count(*) FILTER (WHERE $5 AND EXISTS (SELECT 1 FROM drift_findings f
      WHERE f.node_id = n.id AND f.closed_at IS NULL AND f.environment_id = m.environment_id)))::int AS drifted
  FROM node_memberships m JOIN nodes n ON n.id = m.node_id AND n.lifecycle = 'active'
  LEFT JOIN node_presence p ON p.node_id = n.id
  WHERE m.environment_id = ANY ($1::uuid[]) GROUP BY m.environment_id`;

/** How the active nodes of environments do that rules watch. */
@Injectable()
export class NodeSights {
  /** @param placesOf environments of each project */
  async of(
    tx: Tx,
    rules: readonly WatchedRule[],
    placesOf: (rule: WatchedRule) => readonly string[],
    { now, awakeSince }: { readonly now: number; readonly awakeSince: number },
  ): Promise<readonly Observation[]> {
    const asked = ofKind(rules, 'nodes');
    if (asked.length === 0) return [];
    const watches = (state: NodeState): boolean => asked.some(({ condition }) => condition.state === state);
    const rows = await tx.query<Row[]>(COUNT, [
      [...new Set(asked.flatMap(placesOf))],
      new Date(now),
      new Date(awakeSince),
      watches('unhealthy'),
      watches('drifted'),
    ]);
    const known = new Map(rows.map((row) => [row.environmentId, row]));
    return asked.flatMap((rule) =>
      placesOf(rule).map((environmentId) => {
        const row = known.get(environmentId);
        const value = row?.[rule.condition.state] ?? 0;
        return {
          ruleId: rule.id,
          environmentId,
          releaseId: null,
          binId: null,
          sight: { holds: holdsIn(rule.condition, row), since: null },
          value,
          facts: { total: row?.total ?? 0 },
        };
      }),
    );
  }
}

/** Nodes that fell silent while the console slept may be there: nobody knows until they had the time to call. */
function holdsIn(condition: NodesCondition, row: Row | undefined): boolean | null {
  if (!row) return false;
  const { state } = condition;
  if (isEnough(condition, row[state], row.total)) return true;
  if (state !== 'silent' && state !== 'offline') return false;
  return isEnough(condition, row[`${state}AtFirst`], row.total) ? null : false;
}
