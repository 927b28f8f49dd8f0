import type { GroupKey } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { chartData, tellsRequests, type Words } from './chart-data';
import { groupLines, shownGroups } from './group-lines';
import { hostData } from './host-data';
import { aGroup, aPoint, aSeries, BEGIN, isoAt } from './series.fixtures';

const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
const words: Words = { t, language: 'en', environments: new Map([['e1', 'Payments · Production']]) };

const labels = (keys: readonly GroupKey[]): readonly string[] =>
  groupLines(
    keys.map((key) => aGroup(key)),
    words,
  ).map(({ label }) => label);

describe('charts of an answer', () => {
  it('have a line for each group, with gaps where nobody told anything', () => {
    const points = [aPoint(0), aPoint(30, { requestRate: null, errorRate: null })];
    const { axis, lines, panels } = chartData(
      aSeries({ groups: [aGroup({ cohort: 'canary' }, points)] }),
      ['requestRate', 'memoryBytes'],
      words,
    );
    expect(axis).toEqual({
      fromMs: BEGIN,
      toMs: BEGIN + 50_000,
      stepMs: 10_000,
      knownUntilMs: BEGIN + 40_000,
    });
    const id = lines[0]?.id ?? '';
    expect(panels.map(({ values }) => values.get(id))).toEqual([
      [10, null, null, null, null],
      [100, null, null, 100, null],
    ]);
  });

  it('draw the canary and the others unlike each other in more than colour', () => {
    const [canary, baseline] = groupLines(
      [aGroup({ cohort: 'canary' }), aGroup({ cohort: 'baseline' })],
      words,
    );
    expect([canary?.look.dash, baseline?.look.dash]).toEqual([undefined, expect.any(String)]);
    expect(canary?.look.color).not.toBe(baseline?.look.color);
  });

  it.each<[readonly GroupKey[], readonly string[]]>([
    [[{}], ['monitoring.all']],
    [
      [
        { bin: 'a', version: '1' },
        { bin: 'a', version: null },
      ],
      ['1', 'bin.unknownVersion'],
    ],
    [
      [
        { bin: 'a', version: '1' },
        { bin: 'b', version: '1' },
      ],
      ['a 1', 'b 1'],
    ],
    [
      [{ bin: 'a' }, { bin: 'b' }],
      ['a', 'b'],
    ],
    [
      [{ environmentId: 'e1' }, { environmentId: 'e2' }],
      ['Payments · Production', 'e2'],
    ],
    [[{ cohort: 'baseline' }], ['monitoring.baseline']],
  ])('call %j what people call it', (keys, expected) => expect(labels(keys)).toEqual(expected));

  it('show no more groups than can be told apart: the last and the busiest, in their order', () => {
    const old = aGroup({ version: 'old' });
    const idle = aGroup({ version: 'idle' }, [aPoint(30, { requestRate: 0 })]);
    const busy = [1, 2, 3, 4, 5].map((number) => aGroup({ version: String(number) }, [aPoint(30)]));
    const shown = shownGroups([old, ...busy.slice(0, 2), idle, ...busy.slice(2)]);
    expect(shown).toEqual(busy);
    expect(shownGroups([old, idle])).toEqual([old, idle]);
  });

  it('name what releases did in the language of the person', () => {
    const mark = { at: isoAt(12), releaseId: 'r', releaseNumber: 7, seq: 3, type: 'release.paused' };
    const series = aSeries({ marks: [{ ...mark, en: '#7 paused', zh: '#7 暂停' }] });
    expect(chartData(series, [], { ...words, language: 'zh' }).marks).toEqual([
      { id: 'r-3', atMs: BEGIN + 12_000, text: '#7 暂停' },
    ]);
  });

  it('know requests from processes that are only looked at', () => {
    expect(tellsRequests(aSeries({ groups: [aGroup({}, [aPoint(0, { requestRate: null })])] }))).toBe(false);
    expect(tellsRequests(aSeries({ groups: [aGroup({}, [aPoint(0, { requestRate: 0 })])] }))).toBe(true);
  });
});

it('a host shows its memory beside what it has of it', () => {
  const point = {
    at: isoAt(10),
    cpuShare: 0.25,
    memoryUsedBytes: 6e9,
    memoryTotalBytes: 16e9,
    load: null,
    openFiles: 5,
    connections: 3,
    receivedBytesPerSecond: 1,
    sentBytesPerSecond: 1,
    diskUsedBytes: 1e9,
    diskTotalBytes: null,
  };
  const { panels } = hostData(aSeries({ host: [point] }), words);
  const memory = panels.find(({ id }) => id === 'memoryUsedBytes');
  expect([memory?.unit, memory?.least]).toEqual(['host.of 16 GB', 16e9]);
  expect([...(memory?.values.values() ?? [])]).toEqual([[null, 6e9, null, null, null]]);
  expect(panels.find(({ id }) => id === 'diskUsedBytes')?.unit).toBeUndefined();
});
