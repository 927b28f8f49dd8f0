import type { ExplicitData, ExponentialData } from '@release-console/metrics-core';

import type { Failure } from '../errors.js';
import type { HostFigures, ProgramFigures } from './host-figures.js';

export const WINDOW_SECONDS = 10;

/** What one bin did in one window. */
export interface BinMeasurement {
  readonly bin: string;
  /** Digest of what ran when it was asked; null when that is not known. */
  readonly sha256: string | null;
  /** Absent where nobody counts them, or it is not known since when they were counted. */
  readonly requests?: {
    readonly count: number;
    readonly errors: number;
    /** How long they took, in seconds; each by other bounds. */
    readonly explicit: readonly ExplicitData[];
    /** The same of those that the program counts in exponential buckets. */
    readonly exponential?: ExponentialData;
  };
  /** Absent where no process is known. */
  readonly program?: ProgramFigures;
  /** Why its requests are not known, though the host's configuration says where to ask. */
  readonly trouble?: Failure;
}

/** What a host did in one window, as the console is told. */
export interface Measurement {
  /** The window's first second by the console's clock, in seconds since 1970; a multiple of ten. */
  readonly at: number;
  readonly host: HostFigures;
  readonly bins: readonly BinMeasurement[];
}
