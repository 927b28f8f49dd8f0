import type { Language } from '../api';
import { languageTag } from './numbers';

export type TimeZoneChoice = 'local' | 'utc';

const DURATION_UNITS: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  en: ['d', 'h', 'min', 's'],
  zh: ['天', '小时', '分', '秒'],
};

const zoneOf = (zone: TimeZoneChoice): { timeZone?: string } => (zone === 'utc' ? { timeZone: 'UTC' } : {});

export const formatExact = (iso: string, language: Language, zone: TimeZoneChoice): string =>
  new Intl.DateTimeFormat(languageTag(language), {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...zoneOf(zone),
  }).format(new Date(iso));

/** Today as a clock time, this year without the year, else in full. */
export function formatShort(iso: string, nowMs: number, language: Language, zone: TimeZoneChoice): string {
  const date = new Date(iso);
  const options: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zoneOf(zone),
  };
  const day = (value: Date): string => value.toLocaleDateString('en-CA', zoneOf(zone));
  const now = new Date(nowMs);
  if (day(date) !== day(now)) Object.assign(options, { month: 'short', day: 'numeric' });
  if (day(date).slice(0, 4) !== day(now).slice(0, 4)) Object.assign(options, { year: 'numeric' });
  return new Intl.DateTimeFormat(languageTag(language), options).format(date);
}

export const formatClock = (ms: number, language: Language, zone: TimeZoneChoice): string =>
  new Intl.DateTimeFormat(languageTag(language), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...zoneOf(zone),
  }).format(new Date(ms));

export function formatAgo(iso: string, nowMs: number, language: Language): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1_000);
  const relative = new Intl.RelativeTimeFormat(languageTag(language), { numeric: 'auto', style: 'short' });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3_600) return relative.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.trunc(seconds / 3_600), 'hour');
  return relative.format(Math.trunc(seconds / 86_400), 'day');
}

/** The two largest units that count: "1 h 4 min", "12 s". */
export function formatDuration(totalSeconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(totalSeconds));
  const parts = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3_600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const first = parts.findIndex((part) => part > 0);
  const units = DURATION_UNITS[language];
  if (first < 0) return `0 ${units[3]}`;
  return parts
    .map((part, index) => ({ part, unit: units[index] }))
    .slice(first, first + 2)
    .filter(({ part }) => part > 0)
    .map(({ part, unit }) => `${part} ${unit}`)
    .join(' ');
}
