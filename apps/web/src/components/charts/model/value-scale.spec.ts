import { limitPlaces, movingEnd } from './limit-places';
import { depthOf, valueScale } from './value-scale';

const panel = (values: readonly (number | null)[], limits: readonly number[] = []) => ({
  id: 'p99',
  title: 'P99',
  short: 'P99',
  least: 4,
  format: String,
  values: new Map([['canary', values]]),
  limits: limits.map((value) => ({ id: String(value), value, label: `limit ${value}` })),
});

describe('the scale of a panel', () => {
  it.each([
    ['reaches to what was measured', [100, null, 90], [], 100],
    ['reaches to a limit above it', [100], [190], 200],
    ['is not pressed flat by a limit far above', [100], [201], 100],
    ['of nothing measured is the least one', [null], [], 4],
  ])('%s', (_, values, limits, top) => expect(valueScale(panel(values, limits)).ticks.at(-1)).toBe(top));

  it('reaches to a limit that moves', () => {
    const moving = { ...panel([10]), movingLimit: { label: '', values: [null, 90] } };
    expect(valueScale(moving).ticks.at(-1)).toBe(100);
  });

  it.each([
    [
      [-3, 40],
      [-20, 0, 20, 40],
    ],
    [[0.1], [-2, -1, 0, 1, 2]],
    [
      [-100, -90],
      [-100, -75, -50, -25, 0],
    ],
    [[null], [-2, -1, 0, 1, 2]],
  ])('of differences has zero among %j', (values, ticks) =>
    expect(valueScale({ ...panel(values), isSigned: true }).ticks).toEqual(ticks),
  );

  it('of differences leaves a line at an edge its whole width', () => {
    const { bottom, top } = valueScale({ ...panel([-100, 25]), isSigned: true });
    expect(bottom).toBeLessThan(-100);
    expect(top).toBeGreaterThan(25);
  });

  it('knows whether anything was measured', () => {
    expect(valueScale(panel([null, 0])).isEmpty).toBe(false);
    expect(valueScale(panel([null], [3])).isEmpty).toBe(true);
  });

  it('goes downwards on the screen', () =>
    expect([0, 25, 100].map((value) => depthOf({ bottom: 0, top: 100 }, value))).toEqual([1, 0.75, 0]));
});

describe('names of limits', () => {
  const placesOf = (...limits: readonly number[]) =>
    limitPlaces(panel([], limits).limits, { ticks: [], bottom: 0, top: 100, isEmpty: false }, 100).map(
      ({ id, depth, side }) => [id, depth, side],
    );

  it.each([
    ['stand above their line', [50], [['50', 0.5, 'above']]],
    ['stand below a line at the upper edge', [95], [['95', 0.05, 'below']]],
    [
      'keep out of the way of each other',
      [50, 45],
      [
        ['50', 0.5, 'above'],
        ['45', 0.55, 'below'],
      ],
    ],
    ['of limits beyond the scale stand at the edge, without a line', [101], [['101', null, 'below']]],
  ])('%s', (_, limits, places) => expect(placesOf(...limits)).toEqual(places));

  it('that move stand at the end of their line, above what they would cover of it', () => {
    const view = {
      axis: { fromMs: 0, toMs: 50, stepMs: 10, knownUntilMs: 50 },
      lines: [],
      marks: [],
      panel: { ...panel([]), movingLimit: { label: '', values: [90, 70, 75, 60, null] } },
    };
    const scale = { ticks: [], bottom: 0, top: 100, isEmpty: false };
    expect(movingEnd(view, scale, 100)).toEqual({ place: 0.6, depth: 0.25, side: 'above' });
    expect(movingEnd({ ...view, panel: panel([]) }, scale, 100)).toBeNull();
    const { limits } = panel([], [70]);
    const crowded = { ...view, panel: { ...view.panel, limits } };
    expect(movingEnd(crowded, scale, 100)).toEqual({ place: 0.6, depth: 0.4, side: 'below' });
  });
});
