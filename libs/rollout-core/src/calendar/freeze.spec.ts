import {
  freezeAt,
  hoursAt,
  nextFreeze,
  occurrences,
  type FreezeTimes,
  type FreezeWindow,
  type Weekday,
} from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, at midnight. */
const MONDAY = Date.parse('2026-11-23T00:00Z');

const freeze = (name: string, when: FreezeTimes): FreezeWindow => ({
  ...{ id: name, name, reason: '', scope: { kind: 'everywhere' } },
  when,
});
const once = (name: string, startsAt: number, endsAt: number): FreezeWindow =>
  freeze(name, { kind: 'once', startsAt, endsAt });
const mornings = (validFrom: number | null, validUntil: number | null): FreezeWindow =>
  freeze('mornings', {
    ...{ kind: 'weekly', timeZone: 'UTC', days: [1], from: '08:00', to: '10:00' },
    validFrom,
    validUntil,
  });
const named = (windows: readonly FreezeWindow[], from: number, to: number): readonly string[] =>
  occurrences(windows, from, to).map(({ window }) => window.name);

describe('what is frozen between two moments', () => {
  const hour = once('hour', MONDAY, MONDAY + HOUR);

  it.each([
    ['all of it', -1, HOUR + 1, ['hour']],
    ['its first moment', -HOUR, 1, ['hour']],
    ['nothing of it before', -HOUR, 0, []],
    ['its last moment', HOUR - 1, 2 * HOUR, ['hour']],
    ['nothing of it after', HOUR, 2 * HOUR, []],
  ])('has %s', (_, from, to, expected) => {
    expect(named([hour], MONDAY + from, MONDAY + to)).toEqual(expected);
  });

  it('is in order of its beginnings, then of its ends', () => {
    const windows = [
      once('late', MONDAY + 2, MONDAY + 3),
      once('long', MONDAY + 1, MONDAY + 9),
      once('short', MONDAY + 1, MONDAY + 2),
    ];
    expect(named(windows, MONDAY, MONDAY + DAY)).toEqual(['short', 'long', 'late']);
  });

  const [start, end] = [MONDAY + 8 * HOUR, MONDAY + 10 * HOUR];
  it.each<[string, number | null, number | null, readonly (readonly [number, number])[]]>([
    ['whole where it counts for ever', null, null, [[start, end]]],
    ['not where it counts from its end on', end, null, []],
    ['not where it counts until its beginning', null, start, []],
    ['from when it counts', end - 1, null, [[end - 1, end]]],
    ['until it counts no more', null, start + 1, [[start, start + 1]]],
  ])('has a weekly one %s', (_, validFrom, validUntil, expected) => {
    const found = occurrences([mornings(validFrom, validUntil)], MONDAY, MONDAY + DAY);
    expect(found.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(expected);
  });

  it.each<[string, number | null, number | null, number, number]>([
    ['begins to count only at its end', start + 1, null, start, start + 1],
    ['counts no more since its beginning', null, start + 1, start + 1, end],
  ])('has none of a weekly one that %s', (_, validFrom, validUntil, from, to) => {
    expect(occurrences([mornings(validFrom, validUntil)], from, to)).toEqual([]);
  });
});

describe('the freeze that is on', () => {
  it('is the one that began first where several end together', () => {
    const windows = [once('second', MONDAY + 1, MONDAY + HOUR), once('first', MONDAY, MONDAY + HOUR)];
    expect(freezeAt(windows, MONDAY + 2)?.window.name).toBe('first');
  });

  it.each([
    [40, MONDAY + 40 * HOUR],
    [41, null],
  ])('ends with the last of %i that follow one another, unless there are too many', (count, until) => {
    const hours = Array.from({ length: count }, (_, index) =>
      once(`${index}`, MONDAY + index * HOUR, MONDAY + (index + 1) * HOUR),
    );
    expect(freezeAt(hours, MONDAY)?.until).toBe(until);
  });
});

describe('the freeze that begins next', () => {
  const beginning = (startsAt: number): FreezeWindow => once('next', startsAt, startsAt + HOUR);
  it.each<[string, FreezeWindow, number | undefined]>([
    ['is none that is on', beginning(MONDAY), undefined],
    ['is one that begins soon', beginning(MONDAY + 1), MONDAY + 1],
    ['is one that begins in months', beginning(MONDAY + 100 * DAY), MONDAY + 100 * DAY],
    [
      'is one at the end of the days that are looked at',
      beginning(MONDAY + 120 * DAY - 1),
      MONDAY + 120 * DAY - 1,
    ],
    ['is none after these', beginning(MONDAY + 120 * DAY), undefined],
    [
      'is the first of a weekly one that counts only later',
      mornings(MONDAY + 50 * DAY, null),
      MONDAY + 56 * DAY + 8 * HOUR,
    ],
  ])('%s', (_, window, startsAt) => {
    expect(nextFreeze([window], MONDAY, 120)?.startsAt).toBe(startsAt);
  });

  it('is the first of several, within a year where nobody says less', () => {
    const windows = [beginning(MONDAY + 9 * DAY), mornings(null, null)];
    expect(nextFreeze(windows, MONDAY)?.window.name).toBe('mornings');
    expect(nextFreeze([beginning(MONDAY + 366 * DAY - 1)], MONDAY)).not.toBeNull();
    expect(nextFreeze([beginning(MONDAY + 366 * DAY)], MONDAY)).toBeNull();
  });
});

describe('hours in which waves may begin', () => {
  const open = (
    days: readonly Weekday[],
    from: string,
    to: string,
    now: number,
  ): readonly (number | null)[] => {
    const { isOpen, changesAt } = hoursAt({ timeZone: 'UTC', days, from, to }, now);
    return [Number(isOpen), changesAt && (changesAt - MONDAY) / HOUR];
  };

  it('are open from their first moment until just before their end', () => {
    expect(open([1], '08:00', '10:00', MONDAY + 8 * HOUR - 1)).toEqual([0, 8]);
    expect(open([1], '08:00', '10:00', MONDAY + 8 * HOUR)).toEqual([1, 10]);
    expect(open([1], '08:00', '10:00', MONDAY + 10 * HOUR - 1)).toEqual([1, 10]);
    expect(open([1], '08:00', '10:00', MONDAY + 10 * HOUR)).toEqual([0, 7 * 24 + 8]);
  });

  it('go on where those of the next day begin as they end, and end where these begin later', () => {
    expect(open([1, 2], '08:00', '08:00', MONDAY + 9 * HOUR)).toEqual([1, 56]);
    expect(open([1, 2], '08:00', '07:59', MONDAY + 9 * HOUR)).toEqual([1, 32 - 1 / 60]);
  });

  it('do not begin on a day on which the clocks skip them', () => {
    const hours = { timeZone: 'Europe/Berlin', days: [7 as const], from: '02:10', to: '02:50' };
    const { changesAt } = hoursAt(hours, Date.parse('2026-03-28T00:00Z'));
    expect(changesAt).toBe(Date.parse('2026-04-05T00:10Z'));
  });

  it('never change within sight when they are all hours', () => {
    const all: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
    for (const hour of [0, 8, 9])
      expect(open(all, '08:00', '08:00', MONDAY + hour * HOUR)).toEqual([1, null]);
  });
});
