import type { GroupKey, TimePoint, Timeseries, TimeseriesGroup } from '../../../lib/api';

export const BEGIN = Date.parse('2026-11-23T12:00:00.000Z');
export const isoAt = (seconds: number): string => new Date(BEGIN + seconds * 1_000).toISOString();

export const aPoint = (seconds: number, some: Partial<TimePoint> = {}): TimePoint => ({
  at: isoAt(seconds),
  programs: 2,
  requestRate: 10,
  errorRate: 0.5,
  latencyP50: 4,
  latencyP95: 40,
  latencyP99: 80,
  cpus: 1,
  memoryBytes: 100,
  mostMemoryBytes: 150,
  ...some,
});

export const aGroup = (key: GroupKey, points: readonly TimePoint[] = [aPoint(0)]): TimeseriesGroup => ({
  key,
  points,
});

export const aSeries = (some: Partial<Timeseries> = {}): Timeseries => ({
  from: isoAt(0),
  to: isoAt(50),
  stepSeconds: 10,
  asOf: isoAt(40),
  groups: [],
  host: [],
  marks: [],
  spans: [],
  ...some,
});

/** Of a release that goes on, and whose former one nobody asks for. */
export const ALONE = { isOver: false, former: null, startedAt: isoAt(0) };
