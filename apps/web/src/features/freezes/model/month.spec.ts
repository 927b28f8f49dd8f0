import fc from 'fast-check';
import type { Freeze } from '../../../lib/api';
import { addMonths, comingUp, daysOf, freezesOn, monthOf, type Month } from './month';

const HOUR_MS = 3_600_000;
const months = fc.record({
  year: fc.integer({ min: 1990, max: 2090 }),
  month: fc.integer({ min: 1, max: 12 }),
});

function freeze(id: string, ...spans: readonly (readonly [string, string])[]): Freeze {
  return {
    id,
    name: id,
    reason: 'r',
    projectId: null,
    environmentId: null,
    times: { kind: 'once' },
    occurrences: spans.map(([startsAt, endsAt]) => ({ startsAt, endsAt })),
    revision: 1,
    changedBy: 'Ana',
    changedAt: '2026-01-01T00:00:00Z',
  };
}

it.each([
  [{ year: 2026, month: 11 }, '2026-10-26', '2026-12-06', 42],
  [{ year: 2027, month: 2 }, '2027-02-01', '2027-02-28', 28],
])('%j is shown from %s to %s', (month: Month, first, last, count) => {
  const days = daysOf(month, 'utc');
  expect([days[0]?.date, days.at(-1)?.date, days.length]).toEqual([first, last, count]);
});

it('shows each month in whole weeks without a gap, all of its days once', () => {
  fc.assert(
    fc.property(months, fc.constantFrom('utc' as const, 'local' as const), (month, zone) => {
      const days = daysOf(month, zone);
      const own = days.filter(({ isInMonth }) => isInMonth);
      expect(days.length % 7).toBe(0);
      expect(new Date(`${days[0]?.date}T00:00Z`).getUTCDay()).toBe(1);
      expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
      days.slice(1).forEach((day, index) => expect(day.startsAt).toBe(days[index]?.endsAt));
      expect(own.length).toBe(new Date(Date.UTC(month.year, month.month, 0)).getUTCDate());
      expect(own.every(({ startsAt }) => monthOf(startsAt, zone).month === month.month)).toBe(true);
    }),
  );
});

it('goes any number of months on and back again', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: -500, max: 500 }), (month, count) => {
      expect(addMonths(addMonths(month, count), -count)).toEqual(month);
    }),
  );
  expect(addMonths({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
});

it('marks a day that a freeze touches, its end not included', () => {
  const night = freeze('night', ['2026-11-24T22:00:00Z', '2026-11-25T06:00:00Z']);
  const upToMidnight = freeze('evening', ['2026-11-24T20:00:00Z', '2026-11-25T00:00:00Z']);
  const marked = daysOf({ year: 2026, month: 11 }, 'utc').flatMap((day) =>
    freezesOn(day, [night, upToMidnight]).map(({ id }) => `${day.date} ${id}`),
  );
  expect(marked).toEqual(['2026-11-24 night', '2026-11-24 evening', '2026-11-25 night']);
});

it('puts what holds now first, then what comes next, then what is over', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  const at = (hours: number): string => new Date(now + hours * HOUR_MS).toISOString();
  const rows = comingUp(
    [
      freeze('over', [at(-3), at(-1)]),
      freeze('next', [at(-9), at(-8)], [at(5), at(6)]),
      freeze('now', [at(-1), at(1)]),
    ],
    now,
  );
  expect(rows.map(({ freeze: { id }, next }) => [id, next?.isNow ?? null])).toEqual([
    ['now', true],
    ['next', false],
    ['over', null],
  ]);
  expect(rows[1]?.next?.startsAt).toBe(at(5));
});
