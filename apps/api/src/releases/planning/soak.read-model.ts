import { Injectable } from '@nestjs/common';
import { soakOf, type Soak, type SoakRule } from '@release-console/rollout-core';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { Release } from '../store/release.entity.js';

type Versions = readonly { readonly versionId: string; readonly bin: string; readonly version: string }[];

const RULE = `
  SELECT earlier.id AS "fromId", earlier.name AS environment, e.promotion_soak_hours AS hours
  FROM environments e JOIN environments earlier ON earlier.id = e.promotion_from_id WHERE e.id = $1`;

/**
 * Since when each version counts as completed there: its first completion after which nothing took it back, be it by a rollback of
 * a finished release of it or by one that turned round under way.
 */
const COMPLETIONS = `
  SELECT wanted.id AS "versionId", (
    SELECT min(r.finished_at) FROM releases r
    WHERE r.environment_id = $1 AND r.status IN ('completed', 'completed_with_exceptions') AND r.rollout @> named.part
      AND EXISTS (SELECT 1 FROM release_targets t WHERE t.release_id = r.id AND t.status = 'succeeded')
      AND NOT EXISTS (
        SELECT 1 FROM releases back LEFT JOIN releases undone ON undone.id = back.rollback_of_id
        WHERE back.environment_id = $1 AND (
          (undone.rollout @> named.part AND back.deployed_at >= r.finished_at)
          OR (back.rollout @> named.part
            AND to_timestamp((back.rollout -> 'rollback' ->> 'startedAt')::float8 / 1000) >= r.finished_at)))
  ) AS "completedAt"
  FROM unnest($2::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT jsonb_build_object('plan', jsonb_build_object('bins', jsonb_build_array(
      jsonb_build_object('versionId', wanted.id)))) AS part) AS named`;

/** Have these versions proved themselves where the environment demands it? */
@Injectable()
export class SoakReadModel {
  constructor(private readonly clock: Clock) {}

  /** Null: nothing is demanded, as for every way back. */
  ofRelease(tx: Tx, { kind, environmentId, rollout }: Release): Promise<Soak | null> {
    return kind === 'rollback' ? Promise.resolve(null) : this.of(tx, environmentId, rollout.plan.bins);
  }

  /** Null: the environment demands nothing. */
  async of(tx: Tx, environmentId: string, versions: Versions): Promise<Soak | null> {
    const [rule]: (SoakRule & { fromId: string })[] = await tx.query(RULE, [environmentId]);
    if (!rule) return null;
    const programs = await this.programsAmong(tx, versions);
    if (programs.length === 0) return null;
    const ids = programs.map(({ versionId }) => versionId);
    const rows: { versionId: string; completedAt: Date | null }[] = await tx.query(COMPLETIONS, [
      rule.fromId,
      ids,
    ]);
    const times = new Map(rows.map(({ versionId, completedAt }) => [versionId, completedAt]));
    return soakOf(
      { environment: rule.environment, hours: rule.hours },
      programs.map(({ bin, version, versionId }) => ({
        bin,
        version,
        completedAt: times.get(versionId)?.getTime() ?? null,
      })),
      this.clock.millis(),
    );
  }

  /** A text of configuration is made for one environment: no earlier one can have run it. */
  private async programsAmong(tx: Tx, versions: Versions): Promise<Versions> {
    const rows: { name: string }[] = await tx.query(
      `SELECT name FROM bins WHERE name = ANY ($1) AND kind = 'program'`,
      [versions.map(({ bin }) => bin)],
    );
    return versions.filter(({ bin }) => rows.some(({ name }) => name === bin));
  }
}
