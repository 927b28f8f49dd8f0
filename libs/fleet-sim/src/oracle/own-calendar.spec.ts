import type { DeclaredFreeze } from '../words.js';
import { isOn } from './own-calendar.js';

const at = (iso: string): number => Date.parse(iso);

function weekly(timeZone: string, from: string, to: string, days: readonly number[]): DeclaredFreeze {
  const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return {
    scope: 'production',
    times: {
      ...{ kind: 'weekly', timeZone, days, validFrom: null, validUntil: null },
      ...{ fromMinute: minuteOf(from), toMinute: minuteOf(to) },
    },
  };
}

describe("the oracle's own calendar", () => {
  it.each([
    ['a plain day', 'Asia/Kolkata', '05:00', '06:00', 4, '1970-01-01T00:00', '1969-12-31T23:30', '00:30'],
    ['over midnight', 'Asia/Tokyo', '22:00', '09:20', 3, '1970-01-01T00:19', '1969-12-31T13:00', '00:20'],
    ['begun in a gap', 'Europe/Berlin', '02:30', '04:00', 7, '2026-03-29T01:30', '01:00', '02:00'],
    ['ended in a gap', 'Europe/Berlin', '01:00', '02:30', 7, '2026-03-29T00:30', '00:00', '01:00'],
    ['begun twice', 'Europe/Berlin', '02:30', '04:00', 7, '2026-10-25T01:10', '00:30', '03:00'],
    ['ended twice', 'Europe/Berlin', '01:00', '02:30', 7, '2026-10-25T00:45', '2026-10-24T23:00', '01:30'],
    [
      'ended before it',
      'Europe/Berlin',
      '00:00',
      '02:00',
      7,
      '2026-10-24T23:59',
      '22:00',
      '2026-10-25T00:00',
    ],
    ['half an hour back', 'Australia/Lord_Howe', '01:30', '02:00', 7, '2026-04-04T15:00', '14:30', '15:30'],
  ])('F21 I28 %s', (_, zone, from, to, day, within, first, end) => {
    const freeze = weekly(zone, from, to, [day]);
    const moment = (text: string): number =>
      at(`${text.includes('T') ? text : `${within.slice(0, 10)}T${text}`}Z`);
    expect([within, first].map((text) => isOn(freeze, moment(text)))).toEqual([true, true]);
    expect([isOn(freeze, moment(first) - 1), isOn(freeze, moment(end))]).toEqual([false, false]);
    expect(isOn(freeze, moment(end) - 1)).toBe(true);
  });

  it('F21 is not on at an hour that the clocks skip, nor on another day', () => {
    const skipped = weekly('Europe/Berlin', '02:10', '02:50', [7]);
    for (let minute = -90; minute < 90; minute += 1)
      expect(isOn(skipped, at('2026-03-29T01:00Z') + minute * 60_000)).toBe(false);
    expect(isOn(weekly('Asia/Kolkata', '05:00', '06:00', [5]), 0)).toBe(false);
  });
});
