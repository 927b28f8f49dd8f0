import type { OtlpBuckets, OtlpPoint } from './otlp-points.js';

/** What was heard last of a stream. */
export interface KnownStream {
  readonly start: number;
  readonly time: number;
  readonly buckets: OtlpBuckets;
  readonly count: number;
}

/** Of one program, by stream. */
export type KnownStreams = Readonly<Record<string, KnownStream>>;

export interface Growth {
  readonly grown: readonly OtlpPoint[];
  readonly known: KnownStreams;
  /** How long the time is that it grew in, in seconds; 0 when nothing did. */
  readonly seconds: number;
}

/** A stream that began so shortly ago is known from its beginning, though nothing was heard of it yet. */
const YOUNG_SECONDS = 120;

/**
 * What is new since it was heard before: totals become differences, what was told before or is out of order counts no
 * more. A total of which nobody knows since when it was counted is only remembered.
 */
export function growthOf(points: readonly OtlpPoint[], before: KnownStreams): Growth {
  const known: Record<string, KnownStream> = {};
  const grown: OtlpPoint[] = [];
  let seconds = 0;
  for (const point of points) {
    const last = known[point.stream] ?? before[point.stream];
    if (last && point.time <= last.time) {
      known[point.stream] = last;
      continue;
    }
    const { start, time, buckets, count } = point;
    known[point.stream] = { start, time, buckets, count };
    const fresh = point.isCumulative ? sinceLast(point, last) : point;
    if (!fresh) continue;
    grown.push(fresh);
    seconds = Math.max(seconds, time - Math.max(start, last?.time ?? 0));
  }
  return { grown, known, seconds };
}

function sinceLast(point: OtlpPoint, last: KnownStream | undefined): OtlpPoint | null {
  if (!last) return point.time - point.start <= YOUNG_SECONDS ? point : null;
  // The program began anew: everything that it counts is new.
  if (last.start !== point.start) return point;
  const buckets = differenceOf(point.buckets, last.buckets);
  const count = point.count - last.count;
  return buckets && count >= 0 ? { ...point, buckets, count } : point;
}

/** Null when it shrank, which totals only do when they begin anew. */
function differenceOf(now: OtlpBuckets, before: OtlpBuckets): OtlpBuckets | null {
  if (now.kind === 'explicit' && before.kind === 'explicit') {
    const counts = now.counts.map((count, place) => count - (before.counts[place] ?? 0));
    return counts.every((count) => count >= 0) ? { ...now, counts } : null;
  }
  if (now.kind !== 'exponential' || before.kind !== 'exponential' || before.scale < now.scale) return null;
  const earlier = coarsened(before, now.scale);
  const counts = now.counts.map((count, place) => count - (earlier.get(now.offset + place) ?? 0));
  const zeroCount = now.zeroCount - before.zeroCount;
  return zeroCount >= 0 && counts.every((count) => count >= 0) ? { ...now, counts, zeroCount } : null;
}

/** A program that meets a wider range of values counts in wider buckets from then on. */
function coarsened(
  { scale, offset, counts }: Extract<OtlpBuckets, { kind: 'exponential' }>,
  to: number,
): ReadonlyMap<number, number> {
  const wide = new Map<number, number>();
  for (const [place, count] of counts.entries()) {
    const index = Math.floor((offset + place) / 2 ** (scale - to));
    wide.set(index, (wide.get(index) ?? 0) + count);
  }
  return wide;
}
