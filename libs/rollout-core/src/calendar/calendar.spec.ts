import fc from 'fast-check';
import {
  calendarFaults,
  freezeAt,
  hoursAt,
  nextFreeze,
  occurrences,
  type FreezeTimes,
  type FreezeWindow,
  type Weekday,
} from './index.js';

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const at = (iso: string): number => Date.parse(iso);
const iso = (moment: number | null | undefined): string | null =>
  moment == null ? null : new Date(moment).toISOString().replace(':00.000Z', 'Z');
const once = (from: string, to: string): FreezeTimes => ({
  kind: 'once',
  startsAt: at(from),
  endsAt: at(to),
});
const weekly = (
  timeZone: string,
  from: string,
  to: string,
  days: readonly Weekday[] = EVERY_DAY,
): FreezeTimes & { kind: 'weekly' } => ({
  kind: 'weekly',
  timeZone,
  days,
  from,
  to,
  validFrom: null,
  validUntil: null,
});
const aFreeze = (when: FreezeTimes, name = 'quiet'): FreezeWindow => ({
  id: name,
  name,
  reason: '',
  scope: { kind: 'everywhere' },
  when,
});
const spans = (when: FreezeTimes, from: string, to: string): string[] =>
  occurrences([aFreeze(when)], at(from), at(to)).map(
    ({ startsAt, endsAt }) => `${iso(startsAt)} ${iso(endsAt)}`,
  );

describe('weekly freezes by the clocks of their zone', () => {
  it.each([
    ['a plain day', 'Asia/Shanghai', '22:00', '23:30', '2026-11-24', '2026-11-24T14:00Z 2026-11-24T15:30Z'],
    ['over midnight', 'Asia/Shanghai', '22:00', '06:00', '2026-11-24', '2026-11-24T14:00Z 2026-11-24T22:00Z'],
    ['over the year', 'Asia/Shanghai', '22:00', '06:00', '2026-12-31', '2026-12-31T14:00Z 2026-12-31T22:00Z'],
    ['a whole day', 'Asia/Shanghai', '00:00', '00:00', '2026-11-24', '2026-11-23T16:00Z 2026-11-24T16:00Z'],
    ['a short day', 'Europe/Berlin', '00:00', '00:00', '2026-03-29', '2026-03-28T23:00Z 2026-03-29T22:00Z'],
    ['a long day', 'Europe/Berlin', '00:00', '00:00', '2026-10-25', '2026-10-24T22:00Z 2026-10-25T23:00Z'],
    [
      'begun in a gap',
      'Europe/Berlin',
      '02:30',
      '04:00',
      '2026-03-29',
      '2026-03-29T01:00Z 2026-03-29T02:00Z',
    ],
    [
      'ended in a gap',
      'Europe/Berlin',
      '01:00',
      '02:30',
      '2026-03-29',
      '2026-03-29T00:00Z 2026-03-29T01:00Z',
    ],
    [
      'ended after it',
      'Europe/Berlin',
      '01:00',
      '03:00',
      '2026-03-29',
      '2026-03-29T00:00Z 2026-03-29T01:00Z',
    ],
    ['begun twice', 'Europe/Berlin', '02:30', '04:00', '2026-10-25', '2026-10-25T00:30Z 2026-10-25T03:00Z'],
    ['ended twice', 'Europe/Berlin', '01:00', '02:30', '2026-10-25', '2026-10-24T23:00Z 2026-10-25T01:30Z'],
    [
      'ended before it',
      'Europe/Berlin',
      '00:00',
      '02:00',
      '2026-10-25',
      '2026-10-24T22:00Z 2026-10-25T00:00Z',
    ],
    ['forward', 'America/New_York', '02:15', '03:45', '2026-03-08', '2026-03-08T07:00Z 2026-03-08T07:45Z'],
    ['back', 'America/New_York', '01:15', '01:45', '2026-11-01', '2026-11-01T05:15Z 2026-11-01T06:45Z'],
    [
      'half forward',
      'Australia/Lord_Howe',
      '02:10',
      '03:00',
      '2026-10-04',
      '2026-10-03T15:30Z 2026-10-03T16:00Z',
    ],
    [
      'half back',
      'Australia/Lord_Howe',
      '01:30',
      '02:00',
      '2026-04-05',
      '2026-04-04T14:30Z 2026-04-04T15:30Z',
    ],
  ])('F21 %s: %s %s to %s on %s', (_case, zone, from, to, day, expected) => {
    const weekday = (new Date(day).getUTCDay() || 7) as Weekday;
    const around = (days: number): string => new Date(at(day) + days * 86_400_000).toISOString();
    expect(spans(weekly(zone, from, to, [weekday]), around(-2), around(3))).toEqual([expected]);
  });

  it('F21 are not there on a day on which their hour is skipped, nor on one that is skipped', () => {
    const hour = weekly('Europe/Berlin', '02:10', '02:50', [7]);
    expect(spans(hour, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([]);
    const friday = weekly('Pacific/Apia', '08:00', '18:00', [5]);
    expect(spans(friday, '2011-12-29T00:00Z', '2012-01-03T00:00Z')).toEqual([]);
  });

  it('begin and end with what they are valid for', () => {
    const valid = {
      ...weekly('Asia/Shanghai', '08:00', '18:00'),
      validFrom: at('2026-11-24T04:00Z'),
      validUntil: at('2026-11-26T00:00Z'),
    };
    expect(spans(valid, '2026-11-20T00:00Z', '2026-12-20T00:00Z')).toEqual([
      '2026-11-24T04:00Z 2026-11-24T10:00Z',
      '2026-11-25T00:00Z 2026-11-25T10:00Z',
    ]);
    expect(nextFreeze([aFreeze(valid)], at('2026-11-25T00:00Z'))).toBeNull();
  });
});

describe('the freeze that is on', () => {
  it('I28 is the one that ends last, until nothing overlaps or follows any more', () => {
    const windows = [
      aFreeze(once('2026-11-24T10:00Z', '2026-11-24T12:00Z'), 'short'),
      aFreeze(once('2026-11-24T09:00Z', '2026-11-24T13:00Z'), 'long'),
      aFreeze(once('2026-11-24T13:00Z', '2026-11-24T14:00Z'), 'after'),
      aFreeze(once('2026-11-24T14:01Z', '2026-11-24T15:00Z'), 'later'),
    ];
    const found = freezeAt(windows, at('2026-11-24T11:00Z'));
    expect([found?.window.name, iso(found?.until)]).toEqual(['long', '2026-11-24T14:00Z']);
    expect(freezeAt(windows, at('2026-11-24T14:00Z'))).toBeNull();
    expect(nextFreeze(windows, at('2026-11-24T14:00Z'))?.window.name).toBe('later');
    expect(nextFreeze(windows, at('2026-11-24T15:00Z'))).toBeNull();
  });

  it('has no end in sight when every hour of every day is frozen', () => {
    const always = aFreeze(weekly('Europe/Berlin', '00:00', '00:00'));
    expect(freezeAt([always], at('2026-03-29T01:00Z'))).toMatchObject({ until: null });
  });

  it('I28 F21 agrees, minute by minute, with what a clock on the wall shows', () => {
    const changes: readonly (readonly [string, string])[] = [
      ['Europe/Berlin', '2026-03-29T01:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00Z'],
      ['America/New_York', '2026-03-08T07:00Z'],
      ['America/New_York', '2026-11-01T06:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
      ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
      ['Asia/Shanghai', '2026-12-31T16:00Z'],
    ];
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 10, 30, 59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.subarray([...EVERY_DAY], { minLength: 1 }),
        time,
        time,
        ([zone, change], days, from, to) => {
          const when = weekly(zone, from, to, days);
          const expected = frozenMinutes(when, at(change));
          for (const [minute, isFrozen] of expected)
            if ((freezeAt([aFreeze(when)], minute) !== null) !== isFrozen)
              throw new Error(`${iso(minute)} must ${isFrozen ? '' : 'not '}be frozen`);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('hours in which waves may begin', () => {
  const office = weekly('Europe/Berlin', '09:00', '17:00', [1, 2, 3, 4, 5]);

  it.each([
    ['2026-11-24T07:59Z', false, '2026-11-24T08:00Z'],
    ['2026-11-24T08:00Z', true, '2026-11-24T16:00Z'],
    ['2026-11-27T16:00Z', false, '2026-11-30T08:00Z'],
    ['2026-03-27T20:00Z', false, '2026-03-30T07:00Z'],
  ])('at %s are open: %s, until %s', (now, isOpen, until) => {
    const found = hoursAt(office, at(now));
    expect([found.isOpen, iso(found.changesAt)]).toEqual([isOpen, until]);
  });

  it('never change when there are none, or when they are all hours', () => {
    expect(hoursAt(null, 0)).toEqual({ isOpen: true, changesAt: null });
    const always = weekly('Europe/Berlin', '12:00', '12:00');
    expect(hoursAt(always, at('2026-03-20T00:00Z'))).toEqual({ isOpen: true, changesAt: null });
  });
});

describe('faults of times', () => {
  it.each([
    [weekly('Asia/Shanghai', '22:00', '06:00'), []],
    [weekly('Mars/Base', '22:00', '06:00'), ['timeZone']],
    [weekly('+08:00', '22:00', '06:00'), ['timeZone']],
    [weekly('UTC', '24:00', '6:00'), ['from', 'to']],
    [weekly('UTC', '22:00', '06:00', []), ['days']],
    [weekly('UTC', '22:00', '06:00', [1, 1]), ['days']],
    [{ ...weekly('UTC', '22:00', '06:00'), validFrom: 2, validUntil: 2 }, ['validUntil']],
    [once('2026-11-24T10:00Z', '2026-11-24T10:00Z'), ['endsAt']],
    [once('never', '2026-11-24T10:00Z'), ['startsAt']],
  ])('%j: %j', (when, paths) => {
    expect(calendarFaults(when).map(({ path }) => path)).toEqual(paths);
  });
});

/** Each minute of the day before a moment and the day after it: does the wall show the hours of one of the days, or did it and will again? */
function frozenMinutes(when: FreezeTimes & { kind: 'weekly' }, around: number): Map<number, boolean> {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: when.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const minutes = Array.from({ length: 6 * 1440 }, (_, index) => around + (index - 3 * 1440) * 60_000);
  const walls = minutes.map((minute) => clock.format(minute));
  const frozen = new Set<number>();
  for (const day of new Set(walls.map((wall) => wall.slice(0, 10)))) {
    const midnight = at(`${day}T00:00Z`);
    if (!when.days.includes((new Date(midnight).getUTCDay() || 7) as Weekday)) continue;
    const next = new Date(midnight + 86_400_000).toISOString().slice(0, 10);
    const [start, end] = [`${day} ${when.from}`, `${when.to <= when.from ? next : day} ${when.to}`];
    const shown = minutes.filter((_, index) => (walls[index] ?? '') >= start && (walls[index] ?? '') < end);
    const [first, last] = [shown[0], shown.at(-1)];
    for (const minute of minutes)
      if (first !== undefined && last !== undefined && minute >= first && minute <= last) frozen.add(minute);
  }
  return new Map(minutes.slice(2880, -2880).map((minute) => [minute, frozen.has(minute)]));
}
