import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

/** Sums of one bin in one environment are asked for over a time, in seconds since 1970. */
export interface AskedSums {
  readonly environmentId: string;
  readonly binId: string;
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly needsLatency: boolean;
}

export interface MetricSums {
  /** Minutes of the time in which anything was told. */
  readonly minutes: number;
  readonly counted: number;
  readonly requests: number;
  readonly errors: number;
  readonly gauged: number;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Histograms that add up to that of all requests; empty unless asked for. */
  readonly latencies: readonly Uint8Array[];
}

export interface MeasuredPlace {
  readonly environmentId: string;
  readonly binId: string;
}

const sumsIn = (table: string): string => `
  SELECT q.place, count(DISTINCT floor((extract(epoch FROM r.at) - q."from") / 60))::int AS minutes, sum(r.counted)::float8 AS counted,
    sum(r.requests)::float8 AS requests, sum(r.errors)::float8 AS errors, sum(r.gauged)::float8 AS gauged, sum(r.cpus) AS cpus,
    sum(r.memory_bytes) AS "memoryBytes", COALESCE(array_agg(r.latency) FILTER (WHERE q."needsLatency" AND r.requests > 0), '{}') AS latencies
  FROM jsonb_to_recordset($1::jsonb) AS q(place int, "environmentId" uuid, "binId" uuid, "from" float8, "to" float8, "needsLatency" boolean)
  JOIN metric_series s ON s.environment_id = q."environmentId" AND s.bin_id = q."binId"
  JOIN ${table} r ON r.series_id = s.id AND r.at >= to_timestamp(q."from") AND r.at < to_timestamp(q."to")
  WHERE r.at >= to_timestamp($2) AND r.at < to_timestamp($3)
  GROUP BY q.place`;

@Injectable()
export class MetricSumsReadModel {
  /** Which bins were ever measured in which of these environments. */
  async places(tx: Tx, environmentIds: readonly string[]): Promise<readonly MeasuredPlace[]> {
    return tx.query<MeasuredPlace[]>(
      `SELECT DISTINCT environment_id AS "environmentId", bin_id AS "binId" FROM metric_series
       WHERE environment_id = ANY ($1::uuid[]) ORDER BY 1, 2`,
      [environmentIds],
    );
  }

  /** In the order in which they were asked for; undefined where nothing was told. */
  async sums(
    tx: Tx,
    table: 'metrics_10s' | 'metrics_1m',
    asked: readonly AskedSums[],
  ): Promise<readonly (MetricSums | undefined)[]> {
    if (asked.length === 0) return [];
    const rows = await tx.query<(MetricSums & { readonly place: number })[]>(sumsIn(table), [
      JSON.stringify(asked.map((one, place) => ({ ...one, place }))),
      Math.min(...asked.map(({ from }) => from)),
      Math.max(...asked.map(({ to }) => to)),
    ]);
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, place) => found.get(place));
  }
}
