import type { Language } from '../api';
import { languageTag } from './numbers';
import type { TimeZoneChoice } from './times';

/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** "Mon", "周一"; 1 is Monday. */
export const formatWeekday = (day: number, language: Language): string =>
  new Intl.DateTimeFormat(languageTag(language), { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(MONDAY_MS + (day - 1) * DAY_MS),
  );

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All that the browser knows; `UTC` and the chosen one are there in any case. */
export function timeZones(chosen: string): readonly string[] {
  return [...new Set([chosen, ownTimeZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** What an input for date and time takes: the clock of the zone in which times are shown. */
export function toClockInput(iso: string, zone: TimeZoneChoice): string {
  const date = new Date(iso);
  if (zone === 'utc') return date.toISOString().slice(0, 16);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Null while the input is not a time. */
export function fromClockInput(text: string, zone: TimeZoneChoice): string | null {
  const ms = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return text === '' || Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The input shows no seconds, and an hour twice in autumn: what nobody touched stays what it `was`. */
export const keptClockInput = (
  text: string,
  was: string | null | undefined,
  zone: TimeZoneChoice,
): string | null => (was && text === toClockInput(was, zone) ? was : fromClockInput(text, zone));

/** Of a day without a time an input says only here that it is not empty, and to nobody that it changed. */
export const isHalfTyped = (input: HTMLInputElement | null): boolean => input?.validity.badInput ?? false;
