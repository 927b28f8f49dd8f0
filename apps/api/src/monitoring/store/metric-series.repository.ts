import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { seriesKey, type Series } from './series.js';

const VALUES = 'unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])';

const CREATE = `
  INSERT INTO metric_series (environment_id, bin_id, version_id, stratum) SELECT * FROM ${VALUES} ON CONFLICT DO NOTHING`;

/** In one order, so that two who write the same series wait for each other and never both. */
const HOLD = `
  SELECT s.id, s.environment_id AS "environmentId", s.bin_id AS "binId", s.version_id AS "versionId", s.stratum
  FROM metric_series s JOIN ${VALUES} AS q(environment_id, bin_id, version_id, stratum)
    ON s.environment_id = q.environment_id AND s.bin_id = q.bin_id AND s.version_id IS NOT DISTINCT FROM q.version_id AND s.stratum = q.stratum
  ORDER BY s.id FOR NO KEY UPDATE OF s`;

@Injectable()
export class MetricSeriesRepository {
  /** Ids by key; until `tx` ends nobody else writes to these series. */
  async hold(tx: Tx, series: readonly Series[]): Promise<ReadonlyMap<string, number>> {
    const values = [
      series.map(({ environmentId }) => environmentId),
      series.map(({ binId }) => binId),
      series.map(({ versionId }) => versionId),
      series.map(({ stratum }) => stratum),
    ];
    let held = await tx.query<(Series & { readonly id: number })[]>(HOLD, values);
    if (held.length < series.length) {
      await tx.query(CREATE, values);
      held = await tx.query(HOLD, values);
    }
    return new Map(held.map((row) => [seriesKey(row), row.id]));
  }
}
