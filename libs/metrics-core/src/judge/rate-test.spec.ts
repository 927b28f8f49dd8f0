import { chanceOf, poisson } from '../chance.fixtures.js';
import { RateTest, type Counted, type CountedPair } from '../index.js';

const ALPHA = 0.01;
const STEP_SECONDS = 10;

interface Traffic {
  readonly perSecond: number;
  readonly baselinePerSecond: number;
  /** Share of bad requests in both cohorts at a time, in seconds. */
  readonly rateAt: (seconds: number) => number;
  /** How much larger it is in the canary. */
  readonly worse?: number;
}

function counted(chance: () => number, requests: number, rate: number): Counted {
  const made = poisson(chance, requests);
  return { requests: made, bad: Math.min(made, poisson(chance, made * rate)) };
}

/** After how many seconds the canary is found to be worse, by looking every ten; null when it is not. */
function foundAt(chance: () => number, traffic: Traffic, seconds: number): number | null {
  const test = new RateTest(ALPHA);
  for (let now = STEP_SECONDS; now <= seconds; now += STEP_SECONDS) {
    const rate = traffic.rateAt(now);
    test.add([
      {
        canary: counted(chance, traffic.perSecond * STEP_SECONDS, rate + (traffic.worse ?? 0)),
        baseline: counted(chance, traffic.baselinePerSecond * STEP_SECONDS, rate),
      },
    ]);
    if (test.look(1).isWorse) return now;
  }
  return null;
}

function shareFound(runs: number, traffic: Traffic, seconds: number): number {
  const chance = chanceOf(20_261_126);
  const found = Array.from({ length: runs }, () => foundAt(chance, traffic, seconds));
  return found.filter((at) => at !== null).length / runs;
}

function pairOf(canary: number, baseline: number): CountedPair {
  return { canary: { requests: 1_000, bad: canary }, baseline: { requests: 1_000, bad: baseline } };
}

describe('the test of a rate that may be looked at all the time', () => {
  const steady = { perSecond: 50, baselinePerSecond: 200 };

  it.each<[string, Traffic]>([
    ['steady', { ...steady, rateAt: () => 0.01 }],
    ['with few bad requests', { perSecond: 5, baselinePerSecond: 5, rateAt: () => 0.001 }],
    ['with many', { perSecond: 500, baselinePerSecond: 500, rateAt: () => 0.05 }],
    ['with troubles that all nodes share', { ...steady, rateAt: (now) => (now % 300 < 60 ? 0.2 : 0.002) }],
  ])('calls hardly any good release bad in half an hour of traffic %s', (_, traffic) => {
    expect(shareFound(60, traffic, 1_800)).toBeLessThanOrEqual(ALPHA + 0.01);
  });

  it.each([
    ['two points more errors', 0.01, 0.02, 60],
    ['half a point', 0.001, 0.005, 180],
    ['five points of a bad lot', 0.05, 0.05, 60],
  ])('finds %s in time', (_, rate, worse, seconds) => {
    expect(shareFound(100, { ...steady, rateAt: () => rate, worse }, seconds)).toBeGreaterThan(0.95);
  });

  it('is not moved by a canary that is better', () => {
    const test = new RateTest(ALPHA);
    for (let count = 0; count < 5; count += 1) test.add([pairOf(0, 100)]);
    expect([test.look(1).pValue, test.look(1).isWorse]).toEqual([1, false]);
  });

  it('takes no single window for all that is needed', () => {
    const test = new RateTest(ALPHA);
    test.add([pairOf(900, 0)]);
    expect([test.look(1).isWorse, test.look(1).pValue]).toEqual([false, expect.closeTo(0.09, 2)]);
    for (let count = 0; count < 3; count += 1) test.add([pairOf(900, 0)]);
    expect(test.look(1).isWorse).toBe(true);
  });

  it('needs more of what scatters more than by chance', () => {
    const test = new RateTest(ALPHA);
    for (let count = 0; count < 4; count += 1) test.add([pairOf(25, 10)]);
    expect([test.look(1).isWorse, test.look(4).isWorse]).toEqual([true, false]);
  });

  it('holds a canary whose nodes were always worse to what they were', () => {
    const [news, usual] = [new RateTest(ALPHA), new RateTest(ALPHA, 3)];
    for (const test of [news, usual]) for (let count = 0; count < 6; count += 1) test.add([pairOf(30, 10)]);
    expect([news.look(1).isWorse, usual.look(1).isWorse]).toEqual([true, false]);
  });

  it('learns nothing where one side has no traffic, or neither anything bad', () => {
    const some = { requests: 1_000, bad: 10 };
    const none = { requests: 0, bad: 0 };
    const test = new RateTest(ALPHA);
    test.add([
      { canary: some, baseline: none },
      { canary: none, baseline: some },
      { canary: { ...some, bad: 0 }, baseline: { ...some, bad: 0 } },
    ]);
    expect([test.look(1).evidence, test.look(1).pValue]).toEqual([expect.closeTo(0, 9), 1]);
  });

  it('finds what breaks after half an hour nearly as soon as what never was good', () => {
    const test = new RateTest(ALPHA);
    for (let count = 0; count < 180; count += 1) test.add([pairOf(10, 10)]);
    let windows = 0;
    while (!test.look(1).isWorse) {
      test.add([pairOf(60, 10)]);
      windows += 1;
    }
    expect(windows).toBeLessThanOrEqual(7);
  });

  it.each([0, 1, NaN])('refuses %p as how likely it may be wrong', (alpha) => {
    expect(() => new RateTest(alpha)).toThrow(RangeError);
  });

  it('knows no less scatter than that of chance', () => {
    expect(() => new RateTest(ALPHA).look(0.5).evidence).toThrow(RangeError);
  });
});
