import { timeTicks, upperEdge, valueTicks } from './ticks';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe('ticks of time', () => {
  it.each([
    ['2026-11-23T10:07:00Z', '2026-11-23T10:22:00Z', ['10:10', '10:15', '10:20']],
    ['2026-11-23T10:07:00Z', '2026-11-23T11:07:00Z', ['10:15', '10:30', '10:45', '11:00']],
    ['2026-11-22T22:30:00Z', '2026-11-23T04:30:00Z', ['00:00', '02:00', '04:00']],
  ])('from %s until %s are round', (from, to, clocks) => {
    const { atMs, areDays } = timeTicks({ fromMs: at(from), toMs: at(to) }, 4, () => 0);
    expect(atMs.map((ms) => isoOf(ms).slice(11))).toEqual(clocks);
    expect(areDays).toBe(false);
  });

  it('are midnights of the clock that people read, when it jumps too', () => {
    const jump = at('2026-10-25T01:00:00Z');
    const offset = (ms: number): number => (ms < jump ? 2 * HOUR : HOUR);
    const range = { fromMs: at('2026-10-23T12:00:00Z'), toMs: at('2026-10-27T12:00:00Z') };
    const { atMs, areDays } = timeTicks(range, 5, offset);
    expect(atMs.map(isoOf)).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ]);
    expect(areDays).toBe(true);
  });
});

describe('ticks of values', () => {
  it.each([
    [0, 1, [0, 0.25, 0.5, 0.75, 1]],
    [0.0126, 0.001, [0, 0.005, 0.01, 0.015]],
    [412, 4, [0, 200, 400, 600]],
    [100, 4, [0, 25, 50, 75, 100]],
    [1, 1, [0, 0.25, 0.5, 0.75, 1]],
    [33, 1, [0, 10, 20, 30, 40]],
    [1.9e9, 1, [0, 5e8, 1e9, 1.5e9, 2e9]],
  ])('up to %d, and to %d in any case, are %j', (largest, least, ticks) =>
    expect(valueTicks(largest, least)).toEqual(ticks),
  );

  it('leave a line at the top its whole width', () => {
    expect(upperEdge([0, 50, 100], 100)).toBeGreaterThan(100);
    expect(upperEdge([0, 50, 100], 60)).toBe(100);
  });
});
