import {
  ExplicitHistogram,
  ExponentialHistogram,
  growthOfCounts,
  MOST_KINDS_OF_BOUNDS,
  type SeriesTotals,
} from '@release-console/metrics-core';
import { exponentialOf, growthOfNative, nativeTotals, type NativeTotals } from './native-histogram.js';
import type { NativeSample, Sample } from './prometheus-protobuf.js';
import type { TextSample } from './prometheus-text.js';
import { isFailed, type RequestMetrics } from './request-metrics.js';
import { MOST_BUCKETS, MOST_SERIES, TooManySeries } from './unreadable.js';

/** Of all histograms of a program together. */
const MOST_NATIVE_BUCKETS = 100_000;

/** What was counted in a while. */
export interface CountedRequests {
  readonly requests: number;
  readonly errors: number;
  /** How long requests took, by the bounds of the program, in seconds. */
  readonly latencies: readonly ExplicitHistogram[];
  /** The same of those that it counts in exponential buckets; null where there were none. */
  readonly exponential: ExponentialHistogram | null;
}

/** A number of requests, the buckets of a histogram with bounds of the program, or a native histogram. */
export type RequestTotal = readonly number[] | NativeTotals;

/** An upper bound in seconds, and how many requests took at most so long. */
type Bucket = [number, number];

interface SeriesName {
  readonly of: 'requests' | 'latencies';
  readonly isFailed: boolean;
  readonly labels: string;
  /** Empty for requests, absent for native ones. Another program counts by other bounds, which is another series. */
  readonly bounds?: readonly number[];
}

/** What of a program counts its requests, as totals that grow; see `Totals`. */
export function requestTotals(
  samples: Iterable<Sample>,
  metrics: RequestMetrics,
): SeriesTotals<RequestTotal> {
  const reading = new RequestReading(metrics);
  for (const sample of samples) reading.take(sample);
  return reading.totals();
}

export function growthOfRequests(before: RequestTotal, now: RequestTotal): RequestTotal | null {
  if (!('scale' in before) && !('scale' in now)) return growthOfCounts(before, now);
  return 'scale' in before && 'scale' in now ? growthOfNative(before, now) : null;
}

/** What all series together grew by. */
export function countedRequests(
  grown: SeriesTotals<RequestTotal>,
  { latencyUnitsPerSecond }: RequestMetrics,
): CountedRequests {
  let [requests, errors] = [0, 0];
  const latencies = new Map<string, ExplicitHistogram>();
  const exponential = new ExponentialHistogram();
  for (const [key, counts] of grown) {
    const { of, bounds = [], isFailed: areErrors } = JSON.parse(key) as SeriesName;
    if ('scale' in counts) exponential.merge(exponentialOf(counts, latencyUnitsPerSecond));
    else if (of === 'latencies') addTo(latencies, bounds, counts);
    else {
      requests += counts[0] ?? 0;
      if (areErrors) errors += counts[0] ?? 0;
    }
  }
  return {
    requests,
    errors,
    latencies: [...latencies.values()].filter(({ size }) => size > 0),
    exponential: exponential.size > 0 ? exponential : null,
  };
}

/** Goes through the samples of one answer. */
class RequestReading {
  private readonly plain = new Map<string, RequestTotal>();
  private readonly buckets = new Map<string, { readonly name: SeriesName; readonly cumulative: Bucket[] }>();
  private nativeBuckets = 0;

  constructor(private readonly metrics: RequestMetrics) {}

  take(sample: Sample): void {
    const { latency, requests } = this.metrics;
    const { name } = sample;
    if ('native' in sample) {
      if (name === latency) this.takeNative(sample);
    } else if (!(sample.value >= 0) || sample.value === Number.POSITIVE_INFINITY) return;
    else if (name === `${latency}_bucket`) this.takeBucket(sample);
    else if (name === (requests ?? `${latency}_count`))
      this.plain.set(keyOf({ ...this.nameOf(sample, 'requests'), bounds: [] }), [sample.value]);
    if (this.plain.size + this.buckets.size > MOST_SERIES) throw new TooManySeries();
  }

  totals(): SeriesTotals<RequestTotal> {
    const totals = new Map(this.plain);
    for (const { name, cumulative } of this.buckets.values()) {
      const bounds = boundsOf(cumulative);
      if (bounds === null) continue;
      totals.set(
        keyOf({ ...name, bounds }),
        cumulative.map(([, count]) => count),
      );
    }
    return totals;
  }

  private takeBucket(sample: TextSample): void {
    const name = this.nameOf(sample, 'latencies');
    const found = this.buckets.get(name.labels) ?? { name, cumulative: [] };
    this.buckets.set(name.labels, found);
    const bound = boundOf(sample.labels.get('le')) / this.metrics.latencyUnitsPerSecond;
    if (found.cumulative.push([bound, sample.value]) > MOST_BUCKETS) throw new TooManySeries();
  }

  private takeNative(sample: NativeSample): void {
    const totals = nativeTotals(sample.native, this.metrics.latencyUnitsPerSecond);
    this.nativeBuckets += totals.counts.size;
    if (this.nativeBuckets > MOST_NATIVE_BUCKETS) throw new TooManySeries();
    this.plain.set(keyOf(this.nameOf(sample, 'latencies')), totals);
  }

  private nameOf({ labels }: Sample, of: SeriesName['of']): SeriesName {
    return { of, isFailed: isFailed(labels, this.metrics), labels: labelsOf(labels) };
  }
}

function keyOf(name: SeriesName): string {
  return JSON.stringify(name);
}

function addTo(
  latencies: Map<string, ExplicitHistogram>,
  bounds: readonly number[],
  counts: readonly number[],
): void {
  const kind = String(bounds);
  const same = latencies.get(kind) ?? ExplicitHistogram.empty(bounds);
  same.merge(ExplicitHistogram.of({ bounds, counts: plain(counts) }));
  if (latencies.size < MOST_KINDS_OF_BOUNDS) latencies.set(kind, same);
}

/** Sorts them by their bounds, and answers those but the endless last; null where they make no sense. */
function boundsOf(cumulative: Bucket[]): readonly number[] | null {
  cumulative.sort(([a], [b]) => a - b);
  const bounds = cumulative.slice(0, -1).map(([bound]) => bound);
  const isEndless = cumulative[cumulative.length - 1]?.[0] === Number.POSITIVE_INFINITY;
  const isWhole = isEndless && bounds.every(Number.isFinite) && new Set(bounds).size === bounds.length;
  return isWhole ? bounds : null;
}

/** Buckets that each hold only what is theirs. */
function plain(cumulative: readonly number[]): readonly number[] {
  // A program that goes on counting while it is asked may tell a bucket before and the next one after a request.
  return cumulative.map((count, place) => Math.max(0, count - (cumulative[place - 1] ?? 0)));
}

function boundOf(le: string | undefined): number {
  return le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
}

function labelsOf(labels: ReadonlyMap<string, string>): string {
  return JSON.stringify([...labels].filter(([name]) => name !== 'le').sort(([a], [b]) => (a < b ? -1 : 1)));
}
