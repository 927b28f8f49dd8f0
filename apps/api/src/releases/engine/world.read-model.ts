import { Injectable } from '@nestjs/common';
import { isOverBudget, wantedSilence, type NoWayBack, type World } from '@release-console/rollout-core';
import type { Judgement } from '../../monitoring/index.js';
import { Hearing } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Freezes } from '../../projects/index.js';
import { ReleaseAnalysis, toAnalysis } from '../analysis/release-analysis.js';
import type { Release } from '../store/release.entity.js';

/** What holds a release from outside, whatever becomes of it. */
export type Outside = Pick<World, 'freeze' | 'isStopped' | 'withdrawn'>;

/** The world, with what the judge's word was reached from. */
export interface Surroundings extends World {
  readonly judgement: Judgement | null;
}

interface OutsideRow {
  readonly isStopped: boolean;
  readonly withdrawn: string | null;
}

const OUTSIDE = `
  SELECT EXISTS (SELECT 1 FROM emergency_stops WHERE lifted_at IS NULL AND (project_id IS NULL OR project_id = r.project_id)) AS "isStopped",
    (SELECT b.name || ' ' || v.version FROM bin_versions v JOIN bins b ON b.id = v.bin_id
     WHERE v.id = ANY (r.version_ids) AND v.withdrawn_at IS NOT NULL LIMIT 1) AS withdrawn
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (project_id uuid, version_ids uuid[])) WITH ORDINALITY
    AS r (project_id, version_ids, place) ORDER BY place`;

/** What the engine must know besides the release and its nodes; what is only needed in trouble is only asked for then. */
@Injectable()
export class WorldReadModel {
  constructor(
    private readonly clock: Clock,
    private readonly hearing: Hearing,
    private readonly freezes: Freezes,
    private readonly analysis: ReleaseAnalysis,
  ) {}

  async of(tx: Tx, release: Release): Promise<Surroundings> {
    return this.within(tx, release, await this.outside(tx, release));
  }

  /** May be kept for a whole look, as it is the same for all of it. */
  async outside(tx: Tx, release: Release): Promise<Outside> {
    const [outside] = await this.outsideOf(tx, [release]);
    if (!outside) throw new Error(`nothing is known of what holds release ${release.id}`);
    return outside;
  }

  /** All that counts for a release that has ended and is followed. */
  async afterEnd(tx: Tx, release: Release): Promise<Pick<World, 'isStopped' | 'hearingSince'>> {
    const { isStopped } = await this.outside(tx, release);
    return { isStopped, hearingSince: this.hearing.since() };
  }

  /** One answer for each, in the same order. */
  async outsideOf(tx: Tx, releases: readonly Omit<Release, 'draft'>[]): Promise<readonly Outside[]> {
    const asked = releases.map(({ projectId, rollout }) => ({
      project_id: projectId,
      version_ids: rollout.plan.bins.map(({ versionId }) => versionId),
    }));
    const rows: OutsideRow[] = await tx.query(OUTSIDE, [JSON.stringify(asked)]);
    const open = await this.freezes.openAt(tx, releases, this.clock.millis());
    return rows.map(({ isStopped, withdrawn }, index) => ({
      isStopped,
      withdrawn,
      // Going back is never held by a calendar.
      freeze: releases[index]?.kind === 'rollback' ? null : (open[index] ?? null),
    }));
  }

  /** The world around a release as it is now, which may have come into trouble since. */
  async within(tx: Tx, release: Release, outside: Outside): Promise<Surroundings> {
    const isInTrouble = isOverBudget(release.rollout);
    const judgement = await this.analysis.of(tx, release);
    const isBad = isInTrouble || judgement?.verdict === 'fail';
    // One of several bins that fails takes the others back with it, in trouble or not.
    const mayGoBack = isBad || release.rollout.plan.bins.length > 1;
    return {
      ...outside,
      noWayBack: mayGoBack ? await this.noWayBack(tx, release) : null,
      silence: isInTrouble ? await this.silenceOf(tx, release, this.clock.millis()) : {},
      analysis: judgement && toAnalysis(judgement),
      judgement,
      hearingSince: this.hearing.since(),
    };
  }

  /** What is against going back to what the changed nodes ran: a barrier of the new version, or a withdrawn old one. */
  async noWayBack(tx: Tx, release: Release): Promise<NoWayBack | null> {
    const [found]: NoWayBack[] = await tx.query(
      `SELECT CASE WHEN before.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'barrier' END AS kind,
         bins.name || ' ' || CASE WHEN before.withdrawn_at IS NOT NULL THEN before.version ELSE barrier.version END AS version
       FROM (SELECT DISTINCT t.bin_id, t.previous_sha256 FROM release_target_bins t
             WHERE t.release_id = $1 AND t.previous_sha256 IS NOT NULL AND t.previous_sha256 <> t.digest AND (t.asked = 'activate'
               -- What is laid ready once more may still run since the try before.
               OR t.asked = 'stage' AND EXISTS (SELECT 1 FROM observed_state o
                 WHERE o.node_id = t.node_id AND o.bin_id = t.bin_id AND o.sha256 = t.digest))) was
       JOIN bins ON bins.id = was.bin_id
       JOIN LATERAL (
         SELECT v.version, v.withdrawn_at, v.created_at FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
         WHERE v.bin_id = was.bin_id AND a.sha256 = was.previous_sha256 ORDER BY v.created_at DESC LIMIT 1) before ON true
       LEFT JOIN bin_versions new ON new.bin_id = was.bin_id AND new.id = ANY ($2::uuid[])
       LEFT JOIN bin_versions barrier ON barrier.id = new.rollback_barrier_id
       WHERE before.withdrawn_at IS NOT NULL OR before.created_at < barrier.created_at LIMIT 1`,
      [release.id, release.rollout.plan.bins.map(({ versionId }) => versionId)],
    );
    return found ?? null;
  }

  /**
   * Untouched nodes per group that were heard since shortly before the deploy, and those of them that are silent now. A line that
   * is cut takes the next call of each, and one that had just called misses its own up to an interval later than the first did.
   */
  private async silenceOf(tx: Tx, release: Release, now: number): Promise<World['silence']> {
    const { rollout } = release;
    const groups = wantedSilence(rollout);
    if (!groups) return {};
    const rows: { group: string; untouched: number; silent: number }[] = await tx.query(
      `SELECT t.label_group AS "group", count(*)::int AS untouched,
         (count(*) FILTER (WHERE GREATEST(p.last_seen_at, to_timestamp($6::float8 / 1000)) < to_timestamp($4::float8 / 1000)
           - make_interval(secs => GREATEST($5::float8, 2.5 * p.expected_seconds) - p.expected_seconds)))::int AS silent
       FROM release_targets t JOIN node_presence p ON p.node_id = t.node_id
       WHERE t.release_id = $1 AND t.label_group = ANY ($2) AND NOT t.is_changed
         AND p.last_seen_at >= to_timestamp($3::float8 / 1000) - make_interval(secs => GREATEST($5::float8, 2.5 * p.expected_seconds))
       GROUP BY t.label_group`,
      [
        release.id,
        groups,
        rollout.deployedAt ?? now,
        now,
        rollout.plan.darkAfterSeconds,
        this.hearing.since(),
      ],
    );
    return Object.fromEntries(rows.map(({ group, untouched, silent }) => [group, { untouched, silent }]));
  }
}
