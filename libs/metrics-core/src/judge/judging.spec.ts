import {
  Distribution,
  ExplicitHistogram,
  ExponentialHistogram,
  judging,
  type MeasuredCheck as Check,
  type Outcome,
  type Sample,
  type SampleWindow,
} from '../index.js';

const ALPHA = 0.01;
const NOTHING: Sample = { requests: 0, errors: 0, latency: new Distribution() };

function sampleOf(requests: number, errors: number, seconds: readonly number[] = []): Sample {
  const latencies = new ExponentialHistogram();
  for (const value of seconds) latencies.add(value, requests / seconds.length);
  const latency = new Distribution();
  latency.addExponential(latencies);
  return { requests, errors, latency };
}

function judgedAll(
  check: Check,
  since: readonly SampleWindow[],
  before: readonly SampleWindow[] = [],
): Outcome {
  const one = judging({ check, alpha: ALPHA }, { before, windowSeconds: 10 });
  for (const window of since) one.add(window);
  return one.look();
}

function judged(check: Check, canary: Sample, baseline: Sample, windows: number): Outcome {
  return judgedAll(check, times(windows, canary, baseline));
}

function times(windows: number, canary: Sample, baseline: Sample): readonly SampleWindow[] {
  return Array.from({ length: windows }, () => [{ canary, baseline }]);
}

const ERRORS: Check = { kind: 'errors', minIncrease: 0.0025 };
const P95: Check = { kind: 'latency', percentile: 95, minIncrease: 0.05 };
const AT_MOST: Check = { kind: 'errors_limit', max: 0.05 };
const FAST_ENOUGH: Check = { kind: 'latency_limit', percentile: 95, maxSeconds: 0.5 };
/** One in ten takes a second. */
const SLOW = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1];

describe('a check', () => {
  it.each<[string, Check, Sample, Sample, Outcome['state']]>([
    ['more errors', ERRORS, sampleOf(500, 15), sampleOf(500, 5), 'bad'],
    ['as many errors', ERRORS, sampleOf(500, 5), sampleOf(500, 5), 'good'],
    ['fewer errors', ERRORS, sampleOf(500, 0), sampleOf(500, 5), 'good'],
    ['hardly more errors, though beyond doubt', ERRORS, sampleOf(50_000, 150), sampleOf(50_000, 50), 'good'],
    ['slower ones', P95, sampleOf(500, 0, SLOW), sampleOf(500, 0, [0.1]), 'bad'],
    ['as slow ones', P95, sampleOf(500, 0, SLOW), sampleOf(500, 0, SLOW), 'good'],
    ['hardly slower ones', P95, sampleOf(500, 0, [0.102]), sampleOf(500, 0, [0.1]), 'good'],
    ['errors above the limit', AT_MOST, sampleOf(500, 50), NOTHING, 'bad'],
    ['errors below the limit', AT_MOST, sampleOf(500, 10), NOTHING, 'good'],
    ['slower ones than the limit allows', FAST_ENOUGH, sampleOf(500, 0, SLOW), NOTHING, 'bad'],
    ['as fast ones as it allows', FAST_ENOUGH, sampleOf(500, 0, [0.4]), NOTHING, 'good'],
  ])('of %s', (_, check, canary, baseline, state) => {
    expect(judged(check, canary, baseline, 12)).toMatchObject({ state, missing: null });
  });

  it('keeps the numbers that it was reached from', () => {
    expect(judged(ERRORS, sampleOf(500, 15), sampleOf(1_000, 10), 12)).toMatchObject({
      check: ERRORS,
      canary: 0.03,
      baseline: 0.01,
      requests: { canary: 6_000, baseline: 12_000 },
      pValue: expect.any(Number),
      dispersion: 1.2,
      usualTimes: 1,
    });
    expect(judged(FAST_ENOUGH, sampleOf(500, 0, SLOW), NOTHING, 12)).toMatchObject({
      canary: expect.closeTo(1, 1),
      baseline: null,
      dispersion: null,
    });
  });

  it.each<[string, Check, Sample, Sample, string]>([
    ['no canary', ERRORS, NOTHING, sampleOf(500, 5), 'canary_requests'],
    ['no baseline', ERRORS, sampleOf(500, 5), NOTHING, 'baseline_requests'],
    ['no latencies of the canary', P95, sampleOf(500, 0), sampleOf(500, 0, [0.1]), 'canary_latencies'],
    ['no latencies of the baseline', P95, sampleOf(500, 0, [0.1]), sampleOf(500, 0), 'baseline_latencies'],
    ['a little more than the limit, which may be chance', AT_MOST, sampleOf(500, 28), NOTHING, 'certainty'],
    ['no latencies for a limit', FAST_ENOUGH, sampleOf(500, 0), NOTHING, 'canary_latencies'],
  ])('with %s is unknown, and says so', (_, check, canary, baseline, what) => {
    expect(judged(check, canary, baseline, 12)).toMatchObject({
      state: 'unknown',
      missing: { what, requestsNeeded: null, secondsLeft: null },
    });
  });

  it('with too little traffic says how much it takes and how long', () => {
    const { state, missing } = judged(ERRORS, sampleOf(50, 0), sampleOf(50, 0), 6);
    expect([state, missing?.what]).toEqual(['unknown', 'canary_requests']);
    const [needed = 0, left = 0] = [missing?.requestsNeeded ?? 0, missing?.secondsLeft ?? 0];
    expect(needed).toBeGreaterThan(300);
    expect(left).toBe(Math.ceil((needed - 300) / 5));
    const windows = Math.ceil(needed / 50);
    expect(judged(ERRORS, sampleOf(50, 0), sampleOf(50, 0), windows).state).toBe('good');
  });

  it('finds a worsening of two points in about as much traffic as it asks for', () => {
    const { missing } = judged(ERRORS, sampleOf(100, 1), sampleOf(100, 1), 1);
    const windows = Math.ceil((missing?.requestsNeeded ?? 0) / 100);
    expect(judged(ERRORS, sampleOf(100, 3), sampleOf(100, 1), windows).state).toBe('bad');
    expect(judged(ERRORS, sampleOf(100, 3), sampleOf(100, 1), Math.floor(windows / 3)).state).not.toBe('bad');
  });

  it('blames nobody for what all nodes of one stratum do', () => {
    // Nine tenths of the canary's traffic, but one tenth of the baseline's, come from where one in ten fails and all is slow.
    const window: SampleWindow = [
      { canary: sampleOf(900, 90, [1]), baseline: sampleOf(100, 10, [1]) },
      { canary: sampleOf(100, 1, [0.1]), baseline: sampleOf(900, 9, [0.1]) },
    ];
    for (const check of [ERRORS, P95, { ...P95, percentile: 50 } as const])
      expect(judgedAll(check, Array<SampleWindow>(30).fill(window))).toMatchObject({
        state: 'good',
        pValue: 1,
      });
    const slower: SampleWindow = [
      { canary: sampleOf(100, 0, [2]), baseline: sampleOf(900, 0, [1]) },
      { canary: sampleOf(900, 0, [0.2]), baseline: sampleOf(100, 0, [0.1]) },
    ];
    const found = judgedAll({ ...P95, percentile: 50 }, Array<SampleWindow>(30).fill(slower));
    expect(found).toMatchObject({
      state: 'bad',
      canary: expect.closeTo(0.2, 1),
      baseline: expect.closeTo(0.1, 1),
    });
  });

  it('holds nodes to what they were before', () => {
    const before = times(60, sampleOf(500, 5), sampleOf(500, 15));
    const tripled = judgedAll(ERRORS, times(12, sampleOf(500, 15), sampleOf(500, 15)), before);
    expect(tripled).toMatchObject({ state: 'bad', usualTimes: expect.closeTo(1 / 3, 2) });
    const same = judgedAll(ERRORS, times(60, sampleOf(500, 5), sampleOf(500, 15)), before);
    expect(same.state).toBe('good');
    const slow = times(60, sampleOf(500, 0, [0.1, 0.2, 0.3]), sampleOf(500, 0, [0.1, 0.1, 0.2]));
    expect(judgedAll({ ...P95, percentile: 50 }, slow, slow).state).toBe('good');
  });

  const counted = (bounds: readonly number[], counts: readonly number[]): Sample => {
    const latency = new Distribution();
    latency.addExplicit(ExplicitHistogram.of({ bounds, counts }));
    return { requests: latency.size, errors: 0, latency };
  };
  const P99: Check = { kind: 'latency', percentile: 99, minIncrease: 0.05 };

  it.each<[string, Sample, Sample]>([
    [
      'the last bucket but one',
      counted([0.1, 2.5, 5], [478, 0, 22, 0]),
      counted([0.1, 2.5, 5], [500, 0, 0, 0]),
    ],
    ['the endless bucket', counted([0.1, 1, 10], [400, 0, 0, 100]), counted([0.1, 1, 10], [500, 0, 0, 0])],
    [
      'the endless bucket, where some were before',
      counted([1, 10], [400, 0, 100]),
      counted([1, 10], [400, 100, 0]),
    ],
  ])('sees what only a program’s wide buckets show: %s', (_, canary, baseline) => {
    expect(judged(P99, canary, baseline, 60).state).toBe('bad');
  });

  it.each<[string, Check, readonly SampleWindow[], string]>([
    [
      'were never there together',
      ERRORS,
      [...times(60, sampleOf(500, 500), NOTHING), ...times(60, NOTHING, sampleOf(500, 0))],
      'common_requests',
    ],
    [
      'were counted in other buckets',
      P99,
      times(60, counted([5, 10], [0, 500, 0]), counted([0.1, 1], [500, 0, 0])),
      'common_latencies',
    ],
    ['can not be worse', ERRORS, times(60, sampleOf(500, 500), sampleOf(500, 500)), 'good_baseline'],
    [
      'may be on either side of the limit',
      { kind: 'latency_limit', percentile: 99, maxSeconds: 0.3 },
      times(60, counted([0.25, 0.5], [0, 500, 0]), NOTHING),
      'narrow_buckets',
    ],
  ])('does not know what %s', (_, check, windows, what) => {
    expect(judgedAll(check, windows)).toMatchObject({
      state: 'unknown',
      missing: { what, requestsNeeded: null, secondsLeft: null },
    });
  });

  it('finds what breaks in the middle of a long step within a minute or two', () => {
    const before = times(180, sampleOf(500, 5), sampleOf(500, 5));
    const quiet = times(180, sampleOf(500, 5), sampleOf(500, 5));
    const broken = times(12, sampleOf(500, 15), sampleOf(500, 5));
    expect(judgedAll(ERRORS, [...quiet, ...broken], before).state).toBe('bad');
  });

  it('takes nothing for a difference where both are nothing', () => {
    const zero = sampleOf(500, 0, [0]);
    expect(judged({ ...P95, percentile: 50 }, zero, zero, 60).state).toBe('good');
    const mixed = sampleOf(500, 0, [0, 0, 0, 0, 0, 0, 0.1, 0.1, 0.1, 0.1]);
    expect(judged({ ...P95, percentile: 50 }, mixed, zero, 60).state).toBe('good');
  });
});
