import { calendarFaults, type FreezeTimes, type Weekday } from './index.js';

/** The beginning of the year 9999. */
const LATEST = Date.parse('9999-01-01T00:00Z');
const once = (startsAt: number, endsAt: number): FreezeTimes => ({ kind: 'once', startsAt, endsAt });
const weekly = (change: Partial<Extract<FreezeTimes, { kind: 'weekly' }>> = {}): FreezeTimes => ({
  ...{ kind: 'weekly', timeZone: 'UTC', days: [1], from: '00:00', to: '23:59' },
  ...{ validFrom: null, validUntil: null },
  ...change,
});
const onDays = (...days: readonly number[]): FreezeTimes => weekly({ days: days as Weekday[] });

describe('times of a freeze', () => {
  it.each<[string, FreezeTimes, readonly string[]]>([
    ['from the first moment to the last', once(0, LATEST), []],
    ['from before the first', once(-1, 1), ['startsAt']],
    ['from after the last', once(LATEST + 1, LATEST + 2), ['startsAt']],
    ['until after the last', once(0, LATEST + 1), ['endsAt']],
    ['until before the first', once(0, -1), ['endsAt']],
    ['from no moment', once(NaN, 1), ['startsAt']],
    ['until no moment', once(0, NaN), ['endsAt']],
    ['for a millisecond', once(1, 2), []],
    ['for nothing', once(1, 1), ['endsAt']],
    ['backwards', once(2, 1), ['endsAt']],
    ['of a week, for ever', weekly(), []],
    ['of a week from a moment on', weekly({ validFrom: 5 }), []],
    ['of a week until a moment', weekly({ validUntil: 5 }), []],
    ['of a week for nothing', weekly({ validFrom: 5, validUntil: 5 }), ['validUntil']],
    ['of a week from no moment', weekly({ validFrom: Infinity }), ['validFrom']],
    ['on all days', onDays(1, 2, 3, 4, 5, 6, 7), []],
    ['on no day', onDays(), ['days']],
    ['on a day before Monday', onDays(0), ['days']],
    ['on a day after Sunday', onDays(8), ['days']],
    ['on a day between two', onDays(1.5), ['days']],
    ['on a day and on none', onDays(3, 9), ['days']],
    ['on one day twice', onDays(3, 4, 3), ['days']],
    ['where there are no clocks', weekly({ timeZone: 'Nowhere' }), ['timeZone']],
    ['from no hour', weekly({ from: '24:00' }), ['from']],
    ['to no hour', weekly({ to: '12:60' }), ['to']],
  ])('%s', (_, when, paths) => {
    expect(calendarFaults(when).map(({ path }) => path)).toEqual(paths);
  });
});
