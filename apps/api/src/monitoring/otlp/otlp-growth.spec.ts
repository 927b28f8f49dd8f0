import { growthOf, type KnownStreams } from './otlp-growth.js';
import type { OtlpPoint } from './otlp-points.js';

function point(change: Partial<OtlpPoint> & { readonly counts?: readonly number[] } = {}): OtlpPoint {
  const { counts = [1, 2, 3], ...rest } = change;
  return {
    stream: 's',
    isFailed: false,
    isCumulative: true,
    start: 1_000,
    time: 1_010,
    count: counts.reduce((sum, each) => sum + each, 0),
    unitSeconds: 1,
    buckets: { kind: 'explicit', bounds: [0.1, 1], counts },
    ...rest,
  };
}

const told = (points: readonly OtlpPoint[], before: KnownStreams = {}): ReturnType<typeof growthOf> =>
  growthOf(points, before);
const counts = ({ grown }: ReturnType<typeof growthOf>): unknown =>
  grown.map(({ count, buckets }) => [count, buckets.counts]);

describe('what a program counted since it was heard before', () => {
  const first = told([point()]);

  it('is all of it when it began just now, and nothing when nobody knows since when', () => {
    expect(counts(first)).toEqual([[6, [1, 2, 3]]]);
    expect(first.seconds).toBe(10);
    const old = told([point({ start: 0 })]);
    expect(counts(old)).toEqual([]);
    expect(counts(told([point({ start: 0, time: 1_020, counts: [1, 2, 5] })], old.known))).toEqual([
      [2, [0, 0, 2]],
    ]);
  });

  it('is the difference of totals', () => {
    const next = told([point({ time: 1_020, counts: [2, 2, 10] })], first.known);
    expect(counts(next)).toEqual([[8, [1, 0, 7]]]);
    expect(next.seconds).toBe(10);
  });

  it('is nothing when it is told again, or too late', () => {
    const next = told([point({ time: 1_020, counts: [2, 2, 10] })], first.known);
    for (const time of [1_020, 1_010]) {
      const again = told([point({ time, counts: [9, 9, 9] })], next.known);
      expect(counts(again)).toEqual([]);
      expect(again.known).toEqual(next.known);
    }
  });

  it('is everything after it began anew, whether it says so or its totals shrank', () => {
    expect(counts(told([point({ start: 1_015, time: 1_020 })], first.known))).toEqual([[6, [1, 2, 3]]]);
    expect(counts(told([point({ time: 1_020, counts: [0, 1, 0] })], first.known))).toEqual([[1, [0, 1, 0]]]);
  });

  it('is what it says where it counts differences itself, each once', () => {
    const delta = point({ isCumulative: false });
    const one = told([delta, point({ isCumulative: false, start: 1_010, time: 1_020, counts: [0, 0, 1] })]);
    expect(counts(one)).toEqual([
      [6, [1, 2, 3]],
      [1, [0, 0, 1]],
    ]);
    expect(counts(told([delta], one.known))).toEqual([]);
  });

  it('is right when a program begins to count in wider buckets', () => {
    const exponential = (scale: number, offset: number, list: readonly number[]): OtlpPoint['buckets'] => ({
      kind: 'exponential',
      scale,
      offset,
      zeroCount: 0,
      counts: list,
    });
    const fine = told([point({ buckets: exponential(1, -3, [1, 1, 1, 1]), count: 4 })]);
    // Buckets -3 and -2, then -1 and 0 of the finer scale lie in -2, -1 and 0 of the coarser one.
    const wide = point({ time: 1_020, count: 6, buckets: exponential(0, -2, [1, 3, 2]) });
    expect(counts(told([wide], fine.known))).toEqual([[2, [0, 1, 1]]]);
    const shrunk = point({ time: 1_020, count: 1, buckets: exponential(0, -2, [0, 1, 0]) });
    expect(counts(told([shrunk], fine.known))).toEqual([[1, [0, 1, 0]]]);
  });

  it('keeps streams apart', () => {
    const both = told([point(), point({ stream: 't', counts: [0, 0, 1] })]);
    expect(both.grown).toHaveLength(2);
    const next = told([point({ stream: 't', time: 1_020, counts: [0, 0, 2] })], both.known);
    expect(counts(next)).toEqual([[1, [0, 0, 1]]]);
  });
});
