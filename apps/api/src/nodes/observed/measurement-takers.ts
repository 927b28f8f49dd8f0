import { Injectable } from '@nestjs/common';
import type { Measurement } from './measurement.js';

/** Who keeps what nodes measure. */
export interface MeasurementTaker {
  /** Resolves when they are stored. What was told before is not taken again. */
  take(nodeId: string, measured: readonly Measurement[]): Promise<void>;
  /** How often a node that should run these bins should tell, in seconds. */
  everySeconds(bins: Iterable<{ readonly binId: string }>): number;
}

/** Nobody is asked to measure as long as nobody keeps it. */
@Injectable()
export class MeasurementTakers {
  private taker: MeasurementTaker | undefined;

  register(taker: MeasurementTaker): void {
    this.taker = taker;
  }

  async take(nodeId: string, measured: readonly Measurement[]): Promise<void> {
    await this.taker?.take(nodeId, measured);
  }

  everySeconds(bins: Iterable<{ readonly binId: string }>): number | undefined {
    return this.taker?.everySeconds(bins);
  }
}
