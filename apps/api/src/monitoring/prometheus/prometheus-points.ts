import type { PrometheusLabels } from '../../platform/settings/index.js';
import type { OtlpBuckets, OtlpPoint } from '../otlp/otlp-points.js';
import type { PrometheusSample } from './prometheus-client.js';

/** What the series of one program on one node say. */
export interface PrometheusProgram {
  readonly bin: string;
  readonly node: string | null;
  readonly version: string | null;
  readonly environment: string | null;
  readonly points: readonly OtlpPoint[];
}

interface Gathering {
  readonly labels: Readonly<Record<string, string>>;
  readonly buckets: (readonly [number, number])[];
  at: number;
}

/** Where a request's outcome is, by the names that are usual. */
const STATUS_LABELS = ['http_response_status_code', 'status_code', 'status', 'http_status_code', 'code'];
const MOST_BUCKETS = 400;
const FINEST = 8;
const COARSEST = -4;

/** Totals, by program: classic histograms from their buckets, native ones as they are. */
export function programsIn(
  samples: readonly PrometheusSample[],
  labels: PrometheusLabels,
): readonly PrometheusProgram[] {
  const programs = new Map<
    string,
    { readonly about: Omit<PrometheusProgram, 'points'>; readonly points: OtlpPoint[] }
  >();
  for (const { stream, about, isFailed, at, buckets } of streamsIn(samples, labels)) {
    if (!buckets) continue;
    const key = JSON.stringify(about);
    const program = programs.get(key) ?? { about, points: [] };
    programs.set(key, program);
    const count = sum(buckets.counts) + (buckets.kind === 'exponential' ? buckets.zeroCount : 0);
    program.points.push({
      stream,
      isFailed,
      isCumulative: true,
      start: 0,
      time: at,
      count,
      unitSeconds: 1,
      buckets,
    });
  }
  return [...programs.values()].map(({ about, points }) => ({ ...about, points }));
}

interface Stream {
  readonly stream: string;
  readonly about: Omit<PrometheusProgram, 'points'>;
  readonly isFailed: boolean;
  readonly at: number;
  readonly buckets: OtlpBuckets | null;
}

function streamsIn(samples: readonly PrometheusSample[], labels: PrometheusLabels): readonly Stream[] {
  const classic = new Map<string, Gathering>();
  const streams: Stream[] = [];
  for (const { labels: told, at, value, buckets } of samples) {
    const { le, ...rest } = told;
    const stream = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (buckets) streams.push({ stream, ...aboutOf(rest, labels), at, buckets: nativeBuckets(buckets) });
    if (le === undefined || value === null) continue;
    const gathering = classic.get(stream) ?? { labels: rest, buckets: [], at };
    classic.set(stream, gathering);
    gathering.buckets.push([le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), value]);
  }
  for (const [stream, { labels: rest, buckets, at }] of classic)
    streams.push({ stream, ...aboutOf(rest, labels), at, buckets: classicBuckets(buckets) });
  return streams;
}

function aboutOf(
  told: Readonly<Record<string, string>>,
  labels: PrometheusLabels,
): Pick<Stream, 'about' | 'isFailed'> {
  const about = {
    bin: told[labels.bin] ?? '',
    node: told[labels.node] ?? null,
    version: told[labels.version] ?? null,
    environment: told[labels.environment] ?? null,
  };
  const status = STATUS_LABELS.map((name) => told[name]).find((value) => value !== undefined);
  return {
    about,
    isFailed: status === undefined ? (told['error_type'] ?? '') !== '' : /^5(\d\d|xx)$/i.test(status),
  };
}

/** Each of Prometheus' buckets holds all below it. */
function classicBuckets(told: readonly (readonly [number, number])[]): OtlpBuckets | null {
  const sorted = [...told].sort(([a], [b]) => a - b);
  if (sorted.at(-1)?.[0] !== Number.POSITIVE_INFINITY || sorted.length > MOST_BUCKETS) return null;
  const counts = sorted.map(([, upTo], place) => upTo - (sorted[place - 1]?.[1] ?? 0));
  const bounds = sorted.slice(0, -1).map(([bound]) => bound);
  const isAscending = bounds.every(
    (bound, place) => Number.isFinite(bound) && bound > (bounds[place - 1] ?? -Infinity),
  );
  return isAscending && counts.every((count) => count >= 0 && Number.isFinite(count))
    ? { kind: 'explicit', bounds, counts }
    : null;
}

/** The bounds of a bucket say how fine it is, and which one it is. Those of negative times make no sense. */
function nativeBuckets(told: readonly (readonly [number, number, number])[]): OtlpBuckets | null {
  const zeroCount = told.find(([from, to]) => from <= 0 && to >= 0)?.[2] ?? 0;
  const positive = told.filter(([from]) => from > 0);
  const [first] = positive;
  if (!first)
    return zeroCount > 0 ? { kind: 'exponential', scale: FINEST, offset: 0, zeroCount, counts: [] } : null;
  const scale = 0 - Math.round(Math.log2(Math.log2(first[1] / first[0])));
  if (!(scale >= COARSEST && scale <= FINEST)) return null;
  const placed = positive.map(
    ([from, , count]) => [Math.round(Math.log2(from) * 2 ** scale), count] as const,
  );
  const offset = Math.min(...placed.map(([index]) => index));
  const length = Math.max(...placed.map(([index]) => index)) - offset + 1;
  if (length > MOST_BUCKETS) return null;
  const counts = Array.from({ length }, () => 0);
  for (const [index, count] of placed) counts[index - offset] = count;
  return counts.every((count) => count >= 0)
    ? { kind: 'exponential', scale, offset, zeroCount, counts }
    : null;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
