import { chanceOf, normal, poisson } from '../chance.fixtures.js';
import { dispersionOf, habitOf, habitWhileJudged, usualRatioOf, type CountedWindow } from '../index.js';

const REQUESTS = 500;

/** Half an hour of two groups that run the same. */
function windowsOf(
  seed: number,
  draw: (chance: () => number, expected: number, group: number) => number,
  worse = 1,
): readonly CountedWindow[] {
  const chance = chanceOf(seed);
  return Array.from({ length: 180 }, () => [
    {
      canary: { requests: REQUESTS, bad: draw(chance, REQUESTS * 0.02 * worse, 0) },
      baseline: { requests: REQUESTS, bad: draw(chance, REQUESTS * 0.02, 1) },
    },
  ]);
}

function dispersion(windows: readonly CountedWindow[]): number {
  return dispersionOf([habitOf(windows)]);
}

function average(of: (seed: number) => number): number {
  return Array.from({ length: 40 }, (_, seed) => of(seed + 1)).reduce((sum, value) => sum + value, 0) / 40;
}

function drifting(
  secondsOfMemory: number,
): (chance: () => number, expected: number, group: number) => number {
  const drifts = [0, 0];
  const keep = Math.exp(-10 / secondsOfMemory);
  return (chance, expected, group) => {
    drifts[group] = keep * (drifts[group] ?? 0) + Math.sqrt(1 - keep ** 2) * normal(chance);
    return poisson(chance, expected * Math.exp(0.3 * (drifts[group] ?? 0)));
  };
}

describe('how two groups of nodes differ while they run the same', () => {
  it('is by chance alone in most traffic', () => {
    expect(average((seed) => dispersion(windowsOf(seed, poisson)))).toBeLessThan(1.2);
  });

  it.each<[string, (chance: () => number, expected: number, group: number) => number, number]>([
    ['of errors that come in threes', (chance, expected) => 3 * poisson(chance, expected / 3), 3],
    ['of what drifts within a minute', drifting(60), 5],
  ])('is seen to be more %s', (_, draw, times) => {
    expect(average((seed) => dispersion(windowsOf(seed, draw)))).toBeGreaterThan(times);
  });

  it('is assumed to be more as long as little is known', () => {
    expect(dispersionOf([])).toBe(2);
    expect(dispersion(windowsOf(1, poisson).slice(0, 3))).toBeCloseTo(1.5, 9);
    expect(dispersion(windowsOf(1, () => 0))).toBe(2);
  });

  it.each([0, 20, 150])('is no scatter when one of them becomes worse for good, in window %p', (onset) => {
    const worse = average((seed) => {
      const since = [...windowsOf(seed, poisson).slice(0, onset), ...windowsOf(seed + 100, poisson, 4)];
      return dispersionOf([habitOf(windowsOf(seed + 200, poisson)), habitWhileJudged(since.slice(0, 180))]);
    });
    expect(worse).toBeLessThan(1.25);
  });

  it('is seen in what is judged, too', () => {
    const clumps = (chance: () => number, expected: number): number => 3 * poisson(chance, expected / 3);
    expect(average((seed) => dispersionOf([habitWhileJudged(windowsOf(seed, clumps))]))).toBeGreaterThan(2.5);
  });

  it('is a ratio only where it is plain', () => {
    expect(average((seed) => usualRatioOf(windowsOf(seed, poisson)))).toBeCloseTo(1, 1);
    expect(usualRatioOf(windowsOf(1, poisson, 2))).toBeCloseTo(2, 0);
    expect(usualRatioOf([])).toBe(1);
  });
});
