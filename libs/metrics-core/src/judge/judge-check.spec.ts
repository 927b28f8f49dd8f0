import {
  Distribution,
  ExponentialHistogram,
  judgeCheck,
  type Check,
  type Outcome,
  type Sample,
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

function judged(check: Check, canary: Sample, baseline: Sample, windows: number): Outcome {
  const since = Array.from({ length: windows }, () => [{ canary, baseline }]);
  return judgeCheck(check, { before: [], since, windowSeconds: 10 }, ALPHA);
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
      usualRatio: 1,
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
});
