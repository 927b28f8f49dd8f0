import { Injectable } from '@nestjs/common';
import { soakOf, type Soak, type SoakRule } from '@release-console/rollout-core';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { Release } from '../store/release.entity.js';
import { CompletionsReadModel } from './completions.read-model.js';

type Versions = readonly { readonly versionId: string; readonly bin: string; readonly version: string }[];

const RULE = `
  SELECT earlier.id AS "fromId", earlier.name AS environment, e.promotion_soak_hours AS hours
  FROM environments e JOIN environments earlier ON earlier.id = e.promotion_from_id WHERE e.id = $1`;

/** Have these versions proved themselves where the environment demands it? */
@Injectable()
export class SoakReadModel {
  constructor(
    private readonly completions: CompletionsReadModel,
    private readonly clock: Clock,
  ) {}

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
    const times = await this.completions.timesIn(tx, rule.fromId, ids, rule.hours);
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
