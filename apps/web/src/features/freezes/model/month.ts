import type { Freeze } from '../../../lib/api';

/** Month 1 is January. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

export interface Day {
  /** `2026-11-25`. */
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isInMonth: boolean;
}

type Zone = 'local' | 'utc';

const midnight = (zone: Zone, year: number, month: number, day: number): number =>
  zone === 'utc' ? Date.UTC(year, month - 1, day) : new Date(year, month - 1, day).getTime();

const partsOf = (zone: Zone, ms: number): readonly [number, number, number] => {
  const date = new Date(ms);
  return zone === 'utc'
    ? [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    : [date.getFullYear(), date.getMonth() + 1, date.getDate()];
};

export const monthOf = (ms: number, zone: Zone): Month => {
  const [year, month] = partsOf(zone, ms);
  return { year, month };
};

export const addMonths = ({ year, month }: Month, count: number): Month => {
  const index = year * 12 + (month - 1) + count;
  return { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
};

export const dateOf = (ms: number, zone: Zone): string => {
  const [year, month, day] = partsOf(zone, ms);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** Whole weeks from Monday that show the month; a day is as long as the clocks of the zone make it. */
export function daysOf({ year, month }: Month, zone: Zone): readonly Day[] {
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const count = Math.ceil((lead + length) / 7) * 7;
  return Array.from({ length: count }, (_, index) => {
    const startsAt = midnight(zone, year, month, index - lead + 1);
    return {
      date: dateOf(startsAt, zone),
      startsAt,
      endsAt: midnight(zone, year, month, index - lead + 2),
      isInMonth: index >= lead && index < lead + length,
    };
  });
}

/** The freezes that hold at some time of the day. */
export const freezesOn = (day: Day, freezes: readonly Freeze[]): readonly Freeze[] =>
  freezes.filter(({ occurrences }) =>
    occurrences.some(
      ({ startsAt, endsAt }) => Date.parse(startsAt) < day.endsAt && Date.parse(endsAt) > day.startsAt,
    ),
  );

export interface Coming {
  readonly freeze: Freeze;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isNow: boolean;
}

/** The present or next occurrence of each, the earliest first; those without one come last, as null. */
export function comingUp(
  freezes: readonly Freeze[],
  nowMs: number,
): readonly { freeze: Freeze; next: Coming | null }[] {
  const rows = freezes.map((freeze) => {
    const next = freeze.occurrences.find(({ endsAt }) => Date.parse(endsAt) > nowMs);
    return {
      freeze,
      next: next ? { freeze, ...next, isNow: Date.parse(next.startsAt) <= nowMs } : null,
    };
  });
  const order = (row: (typeof rows)[number]): number => (row.next ? Date.parse(row.next.startsAt) : Infinity);
  return rows.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}
