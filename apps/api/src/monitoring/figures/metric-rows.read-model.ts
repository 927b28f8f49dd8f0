import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Figures, type FiguresRow } from '../store/figures.js';
import { FIGURES } from '../store/metric-rows.repository.js';
import type { Step } from '../store/series.js';

export interface SeriesFigures {
  readonly seriesId: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly figures: Figures;
}

const between = (table: string): string => `
  SELECT r.series_id AS "seriesId", extract(epoch FROM r.at)::float8 AS at, ${FIGURES} FROM ${table} r
  WHERE r.series_id = ANY ($1::int[]) AND r.at >= to_timestamp($2) AND r.at < to_timestamp($3)`;

type Row = FiguresRow & { readonly seriesId: number; readonly at: number };

@Injectable()
export class MetricRowsReadModel {
  constructor(private readonly database: Database) {}

  /** @param range seconds since 1970, the end not included */
  async between(
    { table }: Step,
    seriesIds: readonly number[],
    range: { readonly from: number; readonly to: number },
  ): Promise<readonly SeriesFigures[]> {
    if (seriesIds.length === 0) return [];
    const rows = await this.database.reader.query<Row[]>(between(table), [seriesIds, range.from, range.to]);
    return rows.map(({ seriesId, at, ...row }) => ({ seriesId, at, figures: Figures.ofRow(row) }));
  }
}
