import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Gathered } from './gathered.js';
import { MetricRows } from './metric-rows.repository.js';
import { MetricSeriesRepository } from './metric-series.repository.js';

/** Adds what came in to what is there, whichever way it came. */
@Injectable()
export class MetricWriter {
  constructor(
    private readonly series: MetricSeriesRepository,
    private readonly rows: MetricRows,
  ) {}

  async add(tx: Tx, gathered: Gathered): Promise<void> {
    const ids = await this.series.hold(tx, gathered.series());
    for (const [step, rows] of gathered.rows()) {
      const identified = rows.flatMap(({ key, at, figures }) => {
        const seriesId = ids.get(key);
        return seriesId === undefined ? [] : [{ seriesId, at, figures }];
      });
      if (identified.length > 0) await this.rows.add(tx, step, identified);
    }
  }
}
