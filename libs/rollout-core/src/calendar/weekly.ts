import { firstShowing, lastBefore, wallClock } from './zone.js';

/** ISO: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Hours of certain days by the clocks of one zone. */
export interface WeeklyHours {
  readonly timeZone: string;
  /** The days on which it begins. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, not included; not later than `from` means on the next day. */
  readonly to: string;
}

/** From `startsAt` until just before `endsAt`, in milliseconds since 1970. */
export interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Its spans that end after `from` and begin before `to`, in order. Where clocks go back, a span reaches from the first
 * time that they show its beginning to the last time that they show its end; what they skip is not in it.
 */
export function weeklySpans(hours: WeeklyHours, from: number, to: number): readonly Span[] {
  const spans: Span[] = [];
  const last = dayOf(wallClock(hours.timeZone, to));
  for (let day = dayOf(wallClock(hours.timeZone, from)) - DAY; day <= last; day += DAY) {
    if (!hours.days.includes(weekdayOf(day))) continue;
    const span = spanOn(hours, day);
    if (span.startsAt < span.endsAt && span.endsAt > from && span.startsAt < to) spans.push(span);
  }
  return spans;
}

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function spanOn({ timeZone, from, to }: WeeklyHours, day: number): Span {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const lastDay = end <= start ? day + DAY : day;
  return {
    startsAt: firstShowing(timeZone, day + start * MINUTE),
    endsAt: lastBefore(timeZone, lastDay + end * MINUTE),
  };
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

function weekdayOf(day: number): Weekday {
  return (new Date(day).getUTCDay() || 7) as Weekday;
}
