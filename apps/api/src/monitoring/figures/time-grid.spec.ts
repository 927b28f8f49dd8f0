import fc from 'fast-check';
import { timeGrid } from './time-grid.js';

const NOW = 1_800_000_000;
const DAY = 86_400;

function of(seconds: number, points = 300): [number, string] {
  const { stepSeconds, source } = timeGrid({ from: NOW - seconds, to: NOW, now: NOW, points });
  return [stepSeconds, source.table];
}

describe('the steps of a chart', () => {
  it.each([
    [600, [10, 'metrics_10s']],
    [2_990, [10, 'metrics_10s']],
    [3_600, [20, 'metrics_10s']],
    [6 * 3_600, [120, 'metrics_1m']],
    [DAY, [300, 'metrics_1m']],
    [2 * DAY, [600, 'metrics_10m']],
    [7 * DAY, [3_600, 'metrics_10m']],
    [30 * DAY, [4 * 3_600, 'metrics_10m']],
    [400 * DAY, [2 * DAY, 'metrics_10m']],
  ])('are as fine as a range of %i s allows', (seconds, expected) => {
    expect(of(seconds)).toEqual(expected);
  });

  it('are no finer than what is still there', () => {
    const range = { from: NOW - 20 * DAY, to: NOW - 20 * DAY + 600, now: NOW, points: 300 };
    expect(timeGrid(range)).toMatchObject({ stepSeconds: 600, source: { table: 'metrics_10m' } });
  });

  it('are never more than asked for, cover the range and are made of whole rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * DAY }),
        fc.integer({ min: 1, max: 400 * DAY }),
        fc.integer({ min: 10, max: 300 }),
        (ago, length, points) => {
          const from = NOW - ago - length;
          const grid = timeGrid({ from, to: from + length, now: NOW, points });
          expect((grid.to - grid.from) / grid.stepSeconds).toBeLessThanOrEqual(points);
          expect(grid.from).toBeLessThanOrEqual(from);
          expect(grid.to).toBeGreaterThanOrEqual(from + length);
          expect(grid.stepSeconds % grid.source.seconds).toBe(0);
        },
      ),
    );
  });
});
