import { ExplicitHistogram, MOST_KINDS_OF_BOUNDS, type SeriesTotals } from '@release-console/metrics-core';
import type { TextSample } from './prometheus-text.js';
import { isFailed, type RequestMetrics } from './request-metrics.js';

/** A program with more of them is told so: it most likely puts what clients send into labels. */
export const MOST_SERIES = 5_000;
const MOST_BUCKETS = 200;

export class TooManySeries extends Error {
  constructor() {
    super(
      `the program has more than ${MOST_SERIES} series of its requests, or more than ${MOST_BUCKETS} buckets in one`,
    );
  }
}

/** What was counted in a while. */
export interface CountedRequests {
  readonly requests: number;
  readonly errors: number;
  /** How long requests took, by the bounds of the program, in seconds. */
  readonly latencies: readonly ExplicitHistogram[];
}

/** An upper bound in seconds, and how many requests took at most so long. */
type Bucket = [number, number];

interface SeriesName {
  readonly of: 'requests' | 'latencies';
  readonly isFailed: boolean;
  readonly labels: string;
  /** Empty for requests. Another program counts by other bounds, which is another series. */
  readonly bounds: readonly number[];
}

/** What of a program counts its requests, as totals that grow; see `Totals`. */
export function requestTotals(samples: Iterable<TextSample>, metrics: RequestMetrics): SeriesTotals {
  const totals = new Map<string, readonly number[]>();
  const buckets = new Map<string, { readonly name: SeriesName; readonly cumulative: Bucket[] }>();
  for (const { name, labels, value } of samples) {
    if (!(value >= 0) || value === Number.POSITIVE_INFINITY) continue;
    const series = { isFailed: isFailed(labels, metrics), labels: labelsOf(labels), bounds: [] };
    if (name === `${metrics.latency}_bucket`) {
      const key = series.labels;
      const found = buckets.get(key) ?? { name: { ...series, of: 'latencies' }, cumulative: [] };
      buckets.set(key, found);
      found.cumulative.push([boundOf(labels.get('le')) / metrics.latencyUnitsPerSecond, value]);
      if (found.cumulative.length > MOST_BUCKETS) throw new TooManySeries();
    } else if (name === (metrics.requests ?? `${metrics.latency}_count`)) {
      totals.set(JSON.stringify({ of: 'requests', ...series }), [value]);
    }
    if (totals.size + buckets.size > MOST_SERIES) throw new TooManySeries();
  }
  for (const { name, cumulative } of buckets.values()) {
    const bounds = boundsOf(cumulative);
    if (bounds)
      totals.set(
        JSON.stringify({ ...name, bounds }),
        cumulative.map(([, count]) => count),
      );
  }
  return totals;
}

/** What all series together grew by. */
export function countedRequests(grown: SeriesTotals): CountedRequests {
  let [requests, errors] = [0, 0];
  const latencies = new Map<string, ExplicitHistogram>();
  for (const [key, counts] of grown) {
    const name = JSON.parse(key) as SeriesName;
    if (name.of === 'requests') {
      requests += counts[0] ?? 0;
      if (name.isFailed) errors += counts[0] ?? 0;
      continue;
    }
    const kind = String(name.bounds);
    const same = latencies.get(kind) ?? ExplicitHistogram.empty(name.bounds);
    same.merge(ExplicitHistogram.of({ bounds: name.bounds, counts: plain(counts) }));
    if (latencies.size < MOST_KINDS_OF_BOUNDS) latencies.set(kind, same);
  }
  return { requests, errors, latencies: [...latencies.values()].filter(({ size }) => size > 0) };
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
