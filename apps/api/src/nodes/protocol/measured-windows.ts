import type { BinMeasurement, CountedRequests, HostFigures, Measurement } from '../observed/measurement.js';
import { cleanError } from './sync-report.js';

const HOST_FIGURES: readonly (keyof HostFigures)[] = [
  'cpuShare',
  'memoryUsedBytes',
  'memoryTotalBytes',
  'load',
  'openFiles',
  'connections',
  'receivedBytesPerSecond',
  'sentBytesPerSecond',
  'diskUsedBytes',
  'diskTotalBytes',
];

/** What a node measured, and nothing that it made up: it is kept as it was said. */
export function measuredWindows(measured: readonly Measurement[]): readonly Measurement[] {
  return measured.map(({ at, host, bins }) => ({
    at,
    host: hostFigures(host),
    bins: (bins ?? []).map(known),
  }));
}

function hostFigures(host: HostFigures | null | undefined): HostFigures {
  const told = HOST_FIGURES.filter((name) => typeof host?.[name] === 'number');
  return Object.fromEntries(told.map((name) => [name, host?.[name]]));
}

function known({ bin, sha256, requests, program, trouble }: BinMeasurement): BinMeasurement {
  const error = cleanError(trouble);
  const { cpus = null, memoryBytes = null, openFiles = null } = program ?? {};
  return {
    bin,
    sha256: sha256?.toLowerCase() ?? null,
    ...(requests ? { requests: knownRequests(requests) } : {}),
    ...(program ? { program: { cpus, memoryBytes, openFiles } } : {}),
    ...(error ? { trouble: error } : {}),
  };
}

function knownRequests({ count, errors, explicit, exponential }: CountedRequests): CountedRequests {
  const { scale = 0, zeroCount = 0, offset = 0, counts = [] } = exponential ?? {};
  return {
    count,
    errors,
    explicit: (explicit ?? []).map((each) => ({ bounds: each.bounds, counts: each.counts })),
    ...(exponential ? { exponential: { scale, zeroCount, offset, counts } } : {}),
  };
}
