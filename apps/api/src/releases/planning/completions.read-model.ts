import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/**
 * Since when each version counts as completed there: its first completion after which nothing took it back, be it by a rollback of
 * a finished release of it or by one that turned round under way, and no other version was deployed before the hours were over.
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
      AND NOT EXISTS (
        SELECT 1 FROM releases other
        WHERE other.environment_id = $1 AND other.rollout @> named.same_bin AND NOT other.rollout @> named.part
          AND other.deployed_at >= r.finished_at AND other.deployed_at < r.finished_at + make_interval(hours => $3))
  ) AS "completedAt"
  FROM bin_versions wanted CROSS JOIN LATERAL (
    SELECT jsonb_build_object('plan', jsonb_build_object('bins', jsonb_build_array(
        jsonb_build_object('versionId', wanted.id)))) AS part,
      jsonb_build_object('plan', jsonb_build_object('bins', jsonb_build_array(
        jsonb_build_object('binId', wanted.bin_id)))) AS same_bin) AS named
  WHERE wanted.id = ANY ($2::uuid[])`;

/** What proved itself where. */
@Injectable()
export class CompletionsReadModel {
  /**
   * By version, as another bin may bear one of the same name; null: it never completed there, or was taken back since, or another
   * one took its place within so many hours (0: that is not asked).
   */
  async timesIn(
    tx: Tx,
    environmentId: string,
    versionIds: readonly string[],
    hours = 0,
  ): Promise<ReadonlyMap<string, Date | null>> {
    const rows: { versionId: string; completedAt: Date | null }[] = await tx.query(COMPLETIONS, [
      environmentId,
      versionIds,
      hours,
    ]);
    return new Map(rows.map(({ versionId, completedAt }) => [versionId, completedAt]));
  }
}
