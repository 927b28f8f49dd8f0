import { clusterMarks, type ChartMark } from './mark-clusters';

const axis = { fromMs: 0, toMs: 300, stepMs: 10, knownUntilMs: 300 };
const marksAt = (...times: number[]): readonly ChartMark[] =>
  times.map((atMs) => ({ id: String(atMs), atMs, text: 'ten chars.' }));
const labelOf = (marks: readonly ChartMark[]): string =>
  marks.length > 1 ? `${marks.length} events` : 'ten chars.';

/** At one pixel per millisecond. */
const drawn = (...times: number[]): unknown =>
  clusterMarks(axis, marksAt(...times), 300, labelOf).map(({ place, marks, side }) => [
    Math.round(place * 300),
    marks.length,
    side,
  ]);

describe('marks', () => {
  it.each([
    [
      'closer than 12 px are one',
      [50, 61, 62],
      [
        [50, 2, 'right'],
        [62, 1, null],
      ],
    ],
    [
      '12 px apart are two',
      [50, 62],
      [
        [50, 1, 'right'],
        [62, 1, null],
      ],
    ],
    [
      'with room each say what they are',
      [50, 150],
      [
        [50, 1, 'right'],
        [150, 1, 'right'],
      ],
    ],
    ['at the end say it to the left', [290], [[290, 1, 'left']]],
    [
      'at the end say nothing where something stands',
      [230, 290],
      [
        [230, 1, 'right'],
        [290, 1, null],
      ],
    ],
    ['many at once stay one', Array.from({ length: 50 }, () => 7), [[7, 50, 'right']]],
    ['none are none', [], []],
  ])('%s', (_, times, expected) => expect(drawn(...times)).toEqual(expected));

  it('with wide letters need more room', () => {
    const wide = clusterMarks(axis, marksAt(220), 300, () => '开始部署开始');
    const narrow = clusterMarks(axis, marksAt(220), 300, () => 'begins');
    expect([wide[0]?.side, narrow[0]?.side]).toEqual(['right', 'right']);
    expect(clusterMarks(axis, marksAt(240), 300, () => '开始部署开始')[0]?.side).toBe('left');
    expect(clusterMarks(axis, marksAt(240), 300, () => 'begins')[0]?.side).toBe('right');
  });
});
