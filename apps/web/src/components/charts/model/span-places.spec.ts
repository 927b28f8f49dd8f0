import type { ChartSpan } from '../chart-types';
import { spanPlaces } from './span-places';

const axis = { fromMs: 100, toMs: 200, stepMs: 10, knownUntilMs: 190 };
const aSpan = (fromMs: number, toMs: number | null): ChartSpan => ({ id: 's', kind: 'paused', fromMs, toMs });

describe('spans', () => {
  it.each([
    ['within', 120, 150, [[0.2, 0.5]]],
    ['over both edges', 0, 900, [[0, 1]]],
    ['that go on', 150, null, [[0.5, 1]]],
    ['before', 0, 100, []],
    ['after', 200, null, []],
  ])('%s are drawn as far as they can be seen', (_, fromMs, toMs, places) =>
    expect(spanPlaces(axis, [aSpan(fromMs, toMs)]).map(({ from, to }) => [from, to])).toEqual(places),
  );
});
