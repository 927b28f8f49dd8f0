import { chanceOf, normal } from '../chance.fixtures.js';
import { Distribution, ExponentialHistogram } from '../index.js';

const NODES = 1_000;

/** Seconds, of requests to one node: some nodes are busier, and busy ones are slower. */
const SHAPES: Readonly<Record<string, (chance: () => number, slowness: number) => number>> = {
  lognormal: (chance, slowness) => 0.02 * slowness * Math.exp(normal(chance)),
  bimodal: (chance, slowness) => (chance() < 0.9 ? 0.004 : 0.8) * slowness * Math.exp(0.2 * normal(chance)),
  'heavy-tailed': (chance, slowness) => (0.005 * slowness) / chance() ** (1 / 1.2),
};

function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

describe.each(Object.entries(SHAPES))('the percentiles of a fleet of %s latencies', (_, draw) => {
  const chance = chanceOf(20_261_126);
  const nodes = Array.from({ length: NODES }, (__, index) => {
    const isBusy = index % 20 === 0;
    const length = isBusy ? 600 : 60;
    return Array.from({ length }, () => draw(chance, isBusy ? 3 : 1));
  });
  const merged = new Distribution();
  for (const values of nodes) {
    const one = new ExponentialHistogram();
    for (const value of values) one.add(value);
    merged.addExponential(one);
  }
  const all = nodes.flat();

  it.each([0.5, 0.95, 0.99])('are those of all its requests, within 2 %%: %s', (share) => {
    const exact = quantileOf(all, share);
    expect(Math.abs((merged.quantile(share)?.value ?? NaN) / exact - 1)).toBeLessThan(0.02);
  });

  it('are not the mean of those of its nodes', () => {
    const mean = nodes.reduce((sum, values) => sum + quantileOf(values, 0.99), 0) / NODES;
    expect(Math.abs(mean / quantileOf(all, 0.99) - 1)).toBeGreaterThan(0.1);
  });
});
