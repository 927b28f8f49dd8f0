import type { FreezeTimes } from './freeze.js';
import { type WeeklyHours } from './weekly.js';
import { isTimeZone } from './zone.js';

export interface CalendarFault {
  /** Of the field, from the object that was checked. */
  readonly path: string;
  readonly message: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Beyond any plan, and well inside what clocks and calendars can say. */
const LATEST = 253_370_764_800_000;

/** What is wrong with the times of a freeze; empty when nothing is. */
export function calendarFaults(when: FreezeTimes): readonly CalendarFault[] {
  if (when.kind === 'once') return rangeFaults('startsAt', when.startsAt, 'endsAt', when.endsAt);
  const { validFrom, validUntil } = when;
  return [
    ...weeklyFaults(when),
    ...rangeFaults('validFrom', validFrom ?? 0, 'validUntil', validUntil ?? LATEST),
  ];
}

/** What is wrong with hours of a week, such as those in which waves may begin. */
export function weeklyFaults({ timeZone, days, from, to }: WeeklyHours): readonly CalendarFault[] {
  const isWeek = days.length > 0 && new Set(days).size === days.length;
  return [
    ...(isTimeZone(timeZone) ? [] : [fault('timeZone', 'Name a time zone such as Asia/Shanghai.')]),
    ...(isWeek && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
      ? []
      : [fault('days', 'Name at least one day, each once, as 1 (Monday) to 7 (Sunday).')]),
    ...(TIME.test(from) ? [] : [fault('from', 'Write the time as HH:MM, 00:00 to 23:59.')]),
    ...(TIME.test(to) ? [] : [fault('to', 'Write the time as HH:MM, 00:00 to 23:59.')]),
  ];
}

function rangeFaults(startPath: string, start: number, endPath: string, end: number): CalendarFault[] {
  const isMoment = (moment: number): boolean => Number.isFinite(moment) && moment >= 0 && moment <= LATEST;
  if (!isMoment(start)) return [fault(startPath, 'Must be a moment between 1970 and 9998.')];
  if (!isMoment(end)) return [fault(endPath, 'Must be a moment between 1970 and 9998.')];
  return start < end ? [] : [fault(endPath, 'Must be later than the beginning.')];
}

function fault(path: string, message: string): CalendarFault {
  return { path, message };
}
