import { chanceOf, normal, poisson } from '../chance.fixtures.js';
import {
  Distribution,
  ErrorsCompared,
  ExplicitHistogram,
  ExponentialHistogram,
  LatencyCompared,
} from '../index.js';
import type { Comparing, Comparison, Sample, SampleWindow } from '../index.js';

const ALPHA = 0.01;

interface Build {
  readonly perSecond: number;
  readonly errorRate?: number;
  readonly slower?: number;
  /** Only one in twenty is slower. */
  readonly isTail?: boolean;
}

function sampleOf(chance: () => number, { perSecond, errorRate = 0.01, slower = 1, isTail }: Build): Sample {
  const requests = poisson(chance, perSecond * 10);
  const latencies = new ExponentialHistogram();
  for (let count = 0; count < requests; count += 1) {
    const [deviation, isSlow] = [normal(chance), isTail !== true || chance() < 0.05];
    latencies.add(0.1 * Math.exp(0.5 * deviation) * (isSlow ? slower : 1));
  }
  const latency = new Distribution();
  latency.addExponential(latencies);
  return { requests, errors: poisson(chance, requests * errorRate), latency };
}

function windowsOf(chance: () => number, canary: Build, baseline: Build, windows: number): SampleWindow[] {
  return Array.from({ length: windows }, () => [
    { canary: sampleOf(chance, canary), baseline: sampleOf(chance, baseline) },
  ]);
}

function lookAt(comparing: Comparing, windows: readonly SampleWindow[]): Comparison {
  for (const window of windows) comparing.add(window);
  return comparing.look();
}

describe('errors of both cohorts', () => {
  const usual: Build = { perSecond: 50 };

  it('are told as shares over the same seconds, with whether the canary is worse', () => {
    const chance = chanceOf(1);
    const before = windowsOf(chance, usual, usual, 60);
    const worse = lookAt(
      new ErrorsCompared(before, ALPHA),
      windowsOf(chance, { ...usual, errorRate: 0.05 }, usual, 6),
    );
    expect(worse).toMatchObject({ isWorse: true, usualTimes: 1 });
    expect(worse.canary).toBeCloseTo(0.05, 1);
    expect(worse.baseline).toBeCloseTo(0.01, 2);
    const same = lookAt(new ErrorsCompared(before, ALPHA), windowsOf(chance, usual, usual, 60));
    expect(same.isWorse).toBe(false);
  });

  it('are compared within strata, so that a canary that stands where it is worse for all is not blamed', () => {
    const sample = (requests: number, errors: number): Sample => ({
      requests,
      errors,
      latency: new Distribution(),
    });
    // Nine tenths of the canary's traffic, but one tenth of the baseline's, come from where one in ten fails.
    const window: SampleWindow = [
      { canary: sample(900, 90), baseline: sample(100, 10) },
      { canary: sample(100, 1), baseline: sample(900, 9) },
    ];
    const found = lookAt(new ErrorsCompared([], ALPHA), Array<SampleWindow>(30).fill(window));
    expect(found).toMatchObject({ isWorse: false, pValue: 1 });
    expect(found.canary).toBeCloseTo(0.091, 9);
    expect(found.baseline).toBeCloseTo(0.091, 9);
  });

  it('are not known where one side has no traffic', () => {
    const chance = chanceOf(2);
    const alone = windowsOf(chance, { ...usual, errorRate: 0.5 }, { perSecond: 0 }, 30);
    expect(lookAt(new ErrorsCompared([], ALPHA), alone)).toMatchObject({
      canary: null,
      baseline: null,
      isWorse: false,
      pValue: 1,
    });
  });
});

describe('latencies of both cohorts', () => {
  const usual: Build = { perSecond: 50 };

  it.each<[string, number, Build]>([
    ['the middle of a build that is slower as a whole', 0.5, { perSecond: 50, slower: 1.3 }],
    ['the tail of a build that is slower as a whole', 0.95, { perSecond: 50, slower: 1.3 }],
    [
      'the tail of a build in which one of twenty is much slower',
      0.99,
      { perSecond: 50, slower: 3, isTail: true },
    ],
  ])('show %s', (_, share, build) => {
    const chance = chanceOf(3);
    const before = windowsOf(chance, usual, usual, 60);
    const found = lookAt(new LatencyCompared(before, share, ALPHA), windowsOf(chance, build, usual, 18));
    expect(found.isWorse).toBe(true);
    expect((found.canary ?? 0) / (found.baseline ?? 0)).toBeGreaterThan(1.1);
  });

  it('are the same for the same build, also while all requests become slower together', () => {
    const chance = chanceOf(4);
    const calm = windowsOf(chance, usual, usual, 60);
    const slow = windowsOf(chance, { ...usual, slower: 3 }, { ...usual, slower: 3 }, 60);
    for (const share of [0.5, 0.95, 0.99])
      expect(lookAt(new LatencyCompared(calm, share, ALPHA), slow).isWorse).toBe(false);
  });

  it('are compared in buckets that both cohorts have', () => {
    const counted = (bounds: readonly number[], counts: readonly number[]): Sample => {
      const latency = new Distribution();
      latency.addExplicit(ExplicitHistogram.of({ bounds, counts }));
      return { requests: latency.size, errors: 0, latency };
    };
    const other = counted([0.3], [100, 100]);
    const slower: SampleWindow = [
      { canary: counted([0.1, 1], [10, 170, 20]), baseline: counted([0.1, 1], [10, 188, 2]) },
    ];
    expect(lookAt(new LatencyCompared([], 0.95, ALPHA), Array<SampleWindow>(20).fill(slower))).toMatchObject({
      isWorse: true,
    });
    const apart: SampleWindow = [{ canary: counted([0.1, 1], [10, 170, 20]), baseline: other }];
    expect(lookAt(new LatencyCompared([], 0.95, ALPHA), Array<SampleWindow>(20).fill(apart))).toMatchObject({
      isWorse: false,
      pValue: 1,
    });
  });
});
