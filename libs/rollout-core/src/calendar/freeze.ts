import { weeklySpans, type Span, type WeeklyHours } from './weekly.js';

export type FreezeScope =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'environment'; readonly environmentId: string };

/** Moments are milliseconds since 1970. */
export type FreezeTimes =
  | ({ readonly kind: 'once' } & Span)
  | ({
      readonly kind: 'weekly';
      /** Nothing of it counts before; null: since ever. */
      readonly validFrom: number | null;
      /** Nothing of it counts from then on; null: for ever. */
      readonly validUntil: number | null;
    } & WeeklyHours);

/** A time in which no release may open a wave in its scope. */
export interface FreezeWindow {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly scope: FreezeScope;
  readonly when: FreezeTimes;
}

export interface Occurrence extends Span {
  readonly window: FreezeWindow;
}

const DAY = 86_400_000;
/** Whoever freezes every hour of every day has frozen without an end. */
const MOST_JOINED = 40;

/**
 * The freeze that is on, of several the one that ends last. `until` is when the next wave may begin: the end of all that
 * overlap or follow without a gap; null when that is not in sight.
 */
export function freezeAt(
  windows: readonly FreezeWindow[],
  now: number,
): { readonly window: FreezeWindow; readonly until: number | null } | null {
  const first = lastEnding(windows, now);
  return first && { window: first.window, until: joinedEnd(windows, first.endsAt) };
}

/** The freeze that begins next, if one does within `days`. */
export function nextFreeze(windows: readonly FreezeWindow[], now: number, days = 366): Occurrence | null {
  const starts = windows.flatMap((window) => firstAfter(window, now, now + days * DAY) ?? []);
  return starts.sort(byStart)[0] ?? null;
}

/** All that is frozen between two moments, in order; what began before or ends after is named whole. */
export function occurrences(
  windows: readonly FreezeWindow[],
  from: number,
  to: number,
): readonly Occurrence[] {
  return windows
    .flatMap((window) => spansOf(window.when, from, to).map((span) => ({ window, ...span })))
    .sort(byStart);
}

function lastEnding(windows: readonly FreezeWindow[], now: number): Occurrence | null {
  return occurrences(windows, now, now + 1).reduce<Occurrence | null>(
    (last, next) => (last && last.endsAt >= next.endsAt ? last : next),
    null,
  );
}

function joinedEnd(windows: readonly FreezeWindow[], end: number): number | null {
  let until = end;
  for (let joined = 0; joined < MOST_JOINED; joined += 1) {
    const next = lastEnding(windows, until);
    if (!next) return until;
    until = next.endsAt;
  }
  return null;
}

/** Looks a fortnight at a time, since a weekly freeze of many years is most often found in the first. */
function firstAfter(window: FreezeWindow, now: number, end: number): Occurrence | null {
  for (let from = now; from < end; from += 14 * DAY) {
    const spans = spansOf(window.when, from, Math.min(end, from + 14 * DAY));
    const found = spans.find(({ startsAt }) => startsAt > now);
    if (found) return { window, ...found };
  }
  return null;
}

function spansOf(when: FreezeTimes, from: number, to: number): readonly Span[] {
  if (when.kind === 'once') {
    const { startsAt, endsAt } = when;
    return startsAt < to && endsAt > from ? [{ startsAt, endsAt }] : [];
  }
  const [first, last] = [when.validFrom ?? -Infinity, when.validUntil ?? Infinity];
  if (first >= to || last <= from) return [];
  return weeklySpans(when, from, to)
    .map(({ startsAt, endsAt }) => ({
      startsAt: Math.max(startsAt, first),
      endsAt: Math.min(endsAt, last),
    }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt && startsAt < to && endsAt > from);
}

function byStart(a: Span, b: Span): number {
  return a.startsAt - b.startsAt || a.endsAt - b.endsAt;
}
