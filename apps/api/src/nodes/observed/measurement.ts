import type { ReportedError } from '../rules/node-words.js';

/** Windows begin at multiples of this by the console's clock, on every host. */
export const WINDOW_SECONDS = 10;

/** What one host measured in one window. */
export interface Measurement {
  /** The window's first second, in seconds since 1970. */
  readonly at: number;
  readonly host?: HostFigures | null;
  readonly bins?: readonly BinMeasurement[];
}

/** How a host does; null or absent for what it does not tell. */
export interface HostFigures {
  /** Share of all processors that was in use, from 0 to 1. */
  readonly cpuShare?: number | null;
  readonly memoryUsedBytes?: number | null;
  readonly memoryTotalBytes?: number | null;
  readonly load?: number | null;
  readonly openFiles?: number | null;
  readonly connections?: number | null;
  readonly receivedBytesPerSecond?: number | null;
  readonly sentBytesPerSecond?: number | null;
  readonly diskUsedBytes?: number | null;
  readonly diskTotalBytes?: number | null;
}

export interface BinMeasurement {
  readonly bin: string;
  /** Digest of what ran; null when that is not known. */
  readonly sha256?: string | null;
  /** Absent where nobody counts them. */
  readonly requests?: CountedRequests | null;
  readonly program?: ProgramFigures | null;
  /** Why its requests are not known, though the host's configuration says where to ask. */
  readonly trouble?: ReportedError | null;
}

export interface CountedRequests {
  readonly count: number;
  readonly errors: number;
  /** How long requests took, in seconds, counted by bounds of the program. */
  readonly explicit?: readonly { readonly bounds: readonly number[]; readonly counts: readonly number[] }[];
  /** The same, as OpenTelemetry's exponential histogram. */
  readonly exponential?: {
    readonly scale: number;
    readonly zeroCount: number;
    readonly offset: number;
    readonly counts: readonly number[];
  } | null;
}

export interface ProgramFigures {
  /** Processors in use: 1 for one that was always busy. */
  readonly cpus?: number | null;
  readonly memoryBytes?: number | null;
  readonly openFiles?: number | null;
}
