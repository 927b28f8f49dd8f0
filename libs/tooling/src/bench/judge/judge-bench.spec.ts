import { Chance } from '@release-console/fleet-sim';
import { cellsOf, type Cell } from './cells.js';
import { Dice } from './dice.js';
import { drawLatencies, heavyTailed, lognormal, slower, slowerAbove } from './latency-shape.js';
import { rateOf } from './report-judge-bench.js';
import { JUDGE_NAMES, runJudgeBench, type CellResult, type JudgeName } from './run-judge-bench.js';

const dice = (seed: number): Dice => new Dice(new Chance(seed));

function meanAndVariance(draw: () => number, draws = 20_000): readonly [number, number] {
  const values = Array.from({ length: draws }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws];
}

describe('generated traffic', () => {
  it.each<[string, (dice: Dice) => number, number, number]>([
    ['few', (d) => d.poisson(3), 3, 3],
    ['many', (d) => d.poisson(200), 200, 200],
    ['clumps', (d) => d.clumps(30), 30, 150],
    ['rates', (d) => d.gamma(4), 1, 0.25],
  ])('has as many and scatters as much as it should: %s', (_, draw, mean, variance) => {
    const one = dice(5);
    const [found, scatter] = meanAndVariance(() => draw(one));
    expect(found / mean).toBeCloseTo(1, 1);
    expect(scatter / variance).toBeCloseTo(1, 1);
  });

  it('is as slow as it should be', () => {
    const quantiles = (shape: Parameters<typeof drawLatencies>[1]): readonly (number | undefined)[] =>
      [0.5, 0.9, 0.99].map((share) => drawLatencies(dice(6), shape, 2e6).quantile(share)?.value);
    const usual = [0.08, 0.08 * Math.exp(0.6 * 1.2816), 0.08 * Math.exp(0.6 * 2.3263)];
    const close = (values: readonly number[]): readonly unknown[] =>
      values.map((value) => expect.closeTo(value, value > 0.2 ? 1 : 2));
    expect(quantiles(lognormal(0.6))).toEqual(close(usual));
    expect(quantiles(slower(lognormal(0.6), 2))).toEqual(close(usual.map((value) => 2 * value)));
    expect(quantiles(slowerAbove(lognormal(0.6), 0.95, 2))).toEqual(
      close([usual[0] ?? 0, usual[1] ?? 0, 2 * (usual[2] ?? 0)]),
    );
    expect(heavyTailed(0.6, 0.05, 1.2)(8)).toBeCloseTo(0.9998, 4);
  });
});

describe('the bench of verdicts', () => {
  const played = (
    judges: readonly JudgeName[],
    runs: number,
    { regression, ...find }: { readonly regression: string | null } & Partial<Omit<Cell, 'regression'>>,
    seconds = 600,
  ): readonly CellResult[] =>
    runJudgeBench({
      runs,
      seed: 1,
      seconds,
      baselineTimes: 1,
      hasHistory: true,
      judges,
      cells: cellsOf().filter(
        (cell) =>
          (cell.regression?.name ?? null) === regression &&
          Object.entries(find).every(([key, value]) => cell[key as keyof typeof cell] === value),
      ),
      interrupted: new AbortController().signal,
      print: () => undefined,
    });

  it('calls hardly any good release bad, whatever the traffic', () => {
    const results = played(['ours'], 1, { regression: null, perSecond: 50, errorRate: 0.01 });
    expect(results).toHaveLength(6);
    const { releases, calledPercent } = rateOf(results, 'ours');
    expect(releases).toBe(6);
    expect(calledPercent).toBe(0);
  });

  it('finds two points more errors within a minute', () => {
    const find = { kind: 'steady', perSecond: 50, errorRate: 0.01, regression: '+2 points' } as const;
    expect(rateOf(played(['ours'], 8, find, 60), 'ours').withinMinutePercent).toBeGreaterThanOrEqual(75);
  });

  it('finds what becomes worse only after ten minutes', () => {
    const find = {
      kind: 'steady',
      perSecond: 50,
      errorRate: 0.01,
      regression: '+2 points after 600 s',
    } as const;
    const { calledPercent, medianSeconds } = rateOf(played(['ours'], 3, find, 900), 'ours');
    expect(calledPercent).toBeGreaterThan(60);
    expect(medianSeconds).toBeLessThanOrEqual(150);
  });

  it('plays the same releases again for the same seed, and lets all judges see them', () => {
    const find = { kind: 'bursty', perSecond: 5, errorRate: 0.05, regression: '+5 points' } as const;
    const found = played(JUDGE_NAMES, 2, find, 300);
    expect(played(JUDGE_NAMES, 2, find, 300)).toEqual(found);
    for (const judge of JUDGE_NAMES) expect(rateOf(found, judge).releases).toBe(2);
  });
});
