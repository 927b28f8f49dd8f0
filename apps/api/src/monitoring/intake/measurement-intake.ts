import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { MeasurementTakers, type Measurement } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, GroupCommit, type Tx } from '../../platform/database/index.js';
import { Figures } from '../store/figures.js';
import { Gathered } from '../store/gathered.js';
import { MetricWriter } from '../store/metric-writer.js';
import { byNode, usableWindows } from './measured-by-node.js';
import { MeasuringPace } from './measuring-pace.js';
import { NodeMeasurementsRepository } from './node-measurements.repository.js';
import { PlacesReadModel, type MeasuredByNode } from './places.read-model.js';

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
    private readonly metrics: MetricWriter,
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
      await this.metrics.add(tx, await this.gather(tx, fresh));
    });
  }

  private async gather(tx: Tx, measured: readonly MeasuredByNode[]): Promise<Gathered> {
    const gathered = new Gathered();
    for (const { series, at, bin } of await this.places.told(tx, measured))
      gathered.add(series, at, Figures.ofWindow(bin));
    return gathered;
  }
}
