import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { MeasurementTakers, type Measurement } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, GroupCommit, type Tx } from '../../platform/database/index.js';
import { MetricRows } from '../store/metric-rows.repository.js';
import { MetricSeriesRepository } from '../store/metric-series.repository.js';
import { Gathered } from './gathered.js';
import { byNode, usableWindows, type MeasuredByNode } from './measured-by-node.js';
import { MeasuringPace } from './measuring-pace.js';
import { NodeMeasurementsRepository } from './node-measurements.repository.js';
import { PlacesReadModel } from './places.read-model.js';

/** Thousands of nodes tell of the same few programs: the longer they gather, the fewer rows are written. */
const LIMITS = { gatherMs: 200, mostAtOnce: 2_000 };

/** Takes what nodes measured: as it was said for some minutes, and added up per program for long. */
@Injectable()
export class MeasurementIntake implements OnModuleInit {
  private readonly logger = new Logger('metrics');
  private readonly noted = new WeakSet<Error>();
  private readonly group = new GroupCommit<MeasuredByNode>(LIMITS, (reports) => this.store(reports));

  constructor(
    private readonly takers: MeasurementTakers,
    private readonly pace: MeasuringPace,
    private readonly measurements: NodeMeasurementsRepository,
    private readonly places: PlacesReadModel,
    private readonly series: MetricSeriesRepository,
    private readonly rows: MetricRows,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.takers.register({
      take: (nodeId, measured) => this.take(nodeId, measured),
      everySeconds: (bins) => this.pace.everySeconds(bins),
    });
  }

  private async take(nodeId: string, measured: readonly Measurement[]): Promise<void> {
    const windows = usableWindows(measured, this.clock.millis() / 1_000);
    if (windows.length === 0) return;
    try {
      await this.group.submit({ nodeId, windows });
    } catch (error) {
      // A node must hear what it should run, and be heard, whatever becomes of its figures.
      this.noteOnce(error as Error);
    }
  }

  /** All that were to be stored together hear of the same fault. */
  private noteOnce(error: Error): void {
    if (this.noted.has(error)) return;
    this.noted.add(error);
    this.logger.warn(`figures of nodes are lost: ${error.message}`);
  }

  private async store(reports: readonly MeasuredByNode[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const fresh = await this.measurements.takeNew(tx, byNode(reports));
      if (fresh.length === 0) return;
      await this.measurements.keep(tx, fresh);
      const gathered = await this.gather(tx, fresh);
      const ids = await this.series.hold(tx, gathered.series());
      for (const [step, rows] of gathered.rows()) {
        const identified = rows.flatMap(({ key, at, figures }) => {
          const seriesId = ids.get(key);
          return seriesId === undefined ? [] : [{ seriesId, at, figures }];
        });
        if (identified.length > 0) await this.rows.add(tx, step, identified);
      }
    });
  }

  private async gather(tx: Tx, measured: readonly MeasuredByNode[]): Promise<Gathered> {
    const told = measured.flatMap(({ nodeId, windows }) =>
      windows.flatMap(({ at, bins }) => (bins ?? []).map((bin) => ({ nodeId, at, bin }))),
    );
    const places = await this.places.of(
      tx,
      told.map(({ nodeId, bin }) => ({ nodeId, bin: bin.bin, sha256: bin.sha256 ?? null })),
    );
    const gathered = new Gathered();
    for (const [place, { at, bin }] of told.entries()) {
      const series = places[place];
      if (series) gathered.add(series, at, bin);
    }
    return gathered;
  }
}
