import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { PlacesReadModel } from '../intake/places.read-model.js';
import { Figures } from '../store/figures.js';
import { seriesKey, type Step } from '../store/series.js';
import { MetricRowsReadModel, type SeriesFigures } from './metric-rows.read-model.js';
import { NodeWindowsReadModel } from './node-windows.read-model.js';
import type { ScopeSeries } from './scope.read-model.js';
import type { Measurement } from '../../nodes/index.js';

export interface TimeRange {
  /** Seconds since 1970. */
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** What was told of series: by all nodes from what is added up, by one node from what it said itself. */
@Injectable()
export class ToldFigures {
  constructor(
    private readonly rows: MetricRowsReadModel,
    private readonly windows: NodeWindowsReadModel,
    private readonly places: PlacesReadModel,
    private readonly database: Database,
  ) {}

  ofAll(source: Step, series: readonly ScopeSeries[], range: TimeRange): Promise<readonly SeriesFigures[]> {
    return this.rows.between(
      source,
      series.map(({ id }) => id),
      range,
    );
  }

  async windowsOf(nodeId: string, range: TimeRange): Promise<readonly Measurement[]> {
    return (await this.windows.between([nodeId], range)).get(nodeId) ?? [];
  }

  async ofNode(
    nodeId: string,
    windows: readonly Measurement[],
    series: readonly ScopeSeries[],
  ): Promise<readonly SeriesFigures[]> {
    const told = await this.places.told(this.database.reader, [{ nodeId, windows }]);
    const ids = new Map(series.map((each) => [seriesKey(each), each.id]));
    return told.flatMap(({ at, bin, series: own }) => {
      const seriesId = ids.get(seriesKey(own));
      return seriesId === undefined ? [] : [{ seriesId, at, figures: Figures.ofWindow(bin) }];
    });
  }
}
