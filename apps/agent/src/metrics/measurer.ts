import type { ExplicitData } from '@release-console/metrics-core';

import type { Clock } from '../clock.js';
import { toFailure } from '../errors.js';
import type { Failure } from '../errors.js';
import type { RunningProgram } from '../probes/running-program.js';
import type { HostFigures, HostFiguresReader, ProgramFigures, ProgramFiguresReader } from './host-figures.js';
import type { ProgramRequests } from './program-requests.js';
import type { ServerTime } from './server-time.js';

export const WINDOW_SECONDS = 10;
/** A quarter of an hour without the console; what is older is lost, and nobody needs it any more. */
const MOST_WINDOWS = 90;
const UNTIL_TIME_IS_KNOWN_MILLISECONDS = 500;

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
    readonly latencies: readonly ExplicitData[];
  };
  /** Absent where no process is known. */
  readonly program?: ProgramFigures;
  /** Why its requests are not known, though the host's configuration says where to ask. */
  readonly trouble?: Failure;
}

/** What a host did in one window. */
export interface Measurement {
  /** The window's first second by the console's clock, in seconds since 1970; a multiple of ten. */
  readonly at: number;
  readonly host: HostFigures;
  readonly bins: readonly BinMeasurement[];
}

export interface MeasuredBin {
  readonly name: string;
  /** Null where the host's configuration names no place to ask. */
  readonly requests: ProgramRequests | null;
  readonly figures: ProgramFiguresReader;
  readonly running: () => RunningProgram;
}

/** Measures every window, at its end, and keeps what was measured until the console has it. */
export class Measurer {
  private measured: Measurement[] = [];

  constructor(
    private readonly tools: {
      readonly clock: Clock;
      readonly time: ServerTime;
      readonly host: HostFiguresReader;
      readonly bins: readonly MeasuredBin[];
      readonly changed: () => void;
    },
  ) {}

  /** What the console does not have yet, oldest first. */
  pending(): readonly Measurement[] {
    return this.measured;
  }

  acknowledge(sent: readonly Measurement[]): void {
    const known = new Set(sent.map(({ at }) => at));
    this.measured = this.measured.filter(({ at }) => !known.has(at));
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, time, changed } = this.tools;
    let lastAt: number | null = null;
    let isSkipped = false;
    while (!signal.aborted) {
      const now = time.now();
      if (now === null) {
        await clock.sleep(UNTIL_TIME_IS_KNOWN_MILLISECONDS, signal);
        continue;
      }
      const end = (Math.floor(now / WINDOW_MILLISECONDS) + 1) * WINDOW_MILLISECONDS;
      await clock.sleep(end - now, signal);
      if (signal.aborted) return;
      const at = end / 1_000 - WINDOW_SECONDS;
      // The console's clock was set back: that window is told already.
      if (lastAt !== null && at <= lastAt) {
        isSkipped = true;
        continue;
      }
      const isGap = isSkipped || (lastAt !== null && at > lastAt + WINDOW_SECONDS);
      [lastAt, isSkipped] = [at, false];
      const measurement = await this.measure(at, isGap);
      this.measured = [...this.measured, measurement].slice(-MOST_WINDOWS);
      changed();
    }
  }

  private async measure(at: number, isGap: boolean): Promise<Measurement> {
    const host = this.tools.host.next();
    const bins = await Promise.all(this.tools.bins.map((bin) => measureBin(bin, isGap)));
    return { at, host, bins };
  }
}

const WINDOW_MILLISECONDS = WINDOW_SECONDS * 1_000;

/** What was counted over several windows belongs to none of them. */
async function measureBin(
  { name, requests, figures, running }: MeasuredBin,
  isGap: boolean,
): Promise<BinMeasurement> {
  const { sha256, process } = running();
  const program = process === null ? {} : { program: figures.next(process.pid) };
  const known = { bin: name, sha256, ...program };
  if (requests === null) return known;
  try {
    const counted = await requests.since(() => process && `${process.pid} ${process.startTicks}`);
    if (counted === null || isGap) return known;
    const latencies = counted.latencies.map((each) => each.data());
    return { ...known, requests: { count: counted.requests, errors: counted.errors, latencies } };
  } catch (error) {
    return { ...known, trouble: toFailure(error, 'METRICS_UNREACHABLE') };
  }
}
