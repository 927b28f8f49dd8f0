import type { Timeseries } from '../../../lib/api';

/** Up to now, or from one moment to another; `to` is null as long as it goes on. */
export type TimeSpan =
  { readonly lastSeconds: number } | { readonly from: string; readonly to: string | null };

const MINUTE = 60;
const MINUTE_MS = MINUTE * 1_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** More than this the server does not show at once. */
const LONGEST_SECONDS = 400 * DAY;

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;
export type RangeName = (typeof RANGES)[number];

export const RANGE_SECONDS: Readonly<Record<RangeName, number>> = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
};

const USUAL: RangeName = '1h';

/** As it stands in the address; all of it may be missing or nonsense. */
export interface RangeTexts {
  readonly range: string;
  readonly from: string;
  readonly to: string;
}

export type RangeFault = 'order' | 'long';

export interface ChosenRange {
  readonly name: RangeName | 'custom';
  readonly span: TimeSpan;
  /** Why the chosen times can not be asked for. */
  readonly fault: RangeFault | null;
}

export function chosenRange({ range, from, to }: RangeTexts): ChosenRange {
  const usual = { lastSeconds: RANGE_SECONDS[USUAL] };
  if (range !== 'custom') {
    const name = RANGES.find((each) => each === range) ?? USUAL;
    return { name, span: { lastSeconds: RANGE_SECONDS[name] }, fault: null };
  }
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  if (!(seconds > 0)) return { name: 'custom', span: usual, fault: 'order' };
  if (seconds > LONGEST_SECONDS) return { name: 'custom', span: usual, fault: 'long' };
  return { name: 'custom', span: { from, to }, fault: null };
}

/** Texts for the address that show the same times, in whole minutes, to change them from there. */
export function customTexts(span: TimeSpan, nowMs: number): RangeTexts {
  const { from, to } = spanAsked(span, nowMs);
  const minutes = (iso: string | null, round: (minutes: number) => number): string =>
    new Date(round((iso === null ? nowMs : Date.parse(iso)) / MINUTE_MS) * MINUTE_MS).toISOString();
  return { range: 'custom', from: minutes(from, Math.floor), to: minutes(to, Math.ceil) };
}

/** A relative span moves with the clock, each time that it is asked for. */
export function spanAsked(
  span: TimeSpan,
  nowMs: number,
): { readonly from: string; readonly to: string | null } {
  if ('from' in span) return span;
  return { from: new Date(nowMs - span.lastSeconds * 1_000).toISOString(), to: null };
}

export function secondsOf(span: TimeSpan, nowMs: number): number {
  const { from, to } = spanAsked(span, nowMs);
  return ((to === null ? nowMs : Date.parse(to)) - Date.parse(from)) / 1_000;
}

/** What nodes told of a time that is over is all there some while after its end, and stays as it is. */
export function mayStillChange(span: TimeSpan, known: Pick<Timeseries, 'asOf'> | undefined): boolean {
  if ('lastSeconds' in span || span.to === null || known === undefined) return true;
  return Date.parse(known.asOf) < Date.parse(span.to);
}

const BEFORE_RELEASE_MS = 5 * MINUTE_MS;
const AFTER_RELEASE_MS = MINUTE_MS;

/** From a little before a release began until it was over, with its last mark still in it. */
export function spanOfRelease(startedAt: string, finishedAt: string | null): TimeSpan {
  return {
    from: new Date(Date.parse(startedAt) - BEFORE_RELEASE_MS).toISOString(),
    to: finishedAt && new Date(Date.parse(finishedAt) + AFTER_RELEASE_MS).toISOString(),
  };
}
