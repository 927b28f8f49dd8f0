import type { Timeseries } from '../../../lib/api';
import { axisOf } from './chart-data';
import { aSeries, BEGIN, isoAt } from './series.fixtures';
import { chartSpans, comparedSteps } from './spans';

type Span = Timeseries['spans'][number];

const aSpan = (from: number, to: number | null, some: Partial<Span> = {}): Span => ({
  ...{ kind: 'analysis', from: isoAt(from), to: to === null ? null : isoAt(to), step: 1 },
  comparedWith: 'others',
  ...some,
});

describe('spans of a release', () => {
  it('may go on', () =>
    expect(chartSpans(aSeries({ spans: [aSpan(5, 20), aSpan(30, null, { kind: 'paused' })] }))).toEqual([
      { id: isoAt(5), kind: 'analysis', fromMs: BEGIN + 5_000, toMs: BEGIN + 20_000 },
      { id: isoAt(30), kind: 'paused', fromMs: BEGIN + 30_000, toMs: null },
    ]));

  it.each<[string, readonly Span[], readonly boolean[]]>([
    ['are compared from their begin to their end', [aSpan(15, 20)], [false, true, false, false, false]],
    ['that go on are compared to the last', [aSpan(30, null)], [false, false, false, true, true]],
    [
      'in which the time before counts have nobody beside them',
      [aSpan(0, 50, { comparedWith: 'before' })],
      [false, false, false, false, false],
    ],
    [
      'in which nobody looks are not compared',
      [aSpan(0, 50, { comparedWith: null })],
      [false, false, false, false, false],
    ],
  ])('%s', (_, spans, expected) => {
    const series = aSeries({ spans });
    const isCompared = comparedSteps(series, axisOf(series));
    expect([0, 1, 2, 3, 4].map(isCompared)).toEqual(expected);
  });
});
