import { weeklySpans, type WeeklyHours } from './weekly.js';

/** Hours in which waves may begin. */
export type AllowedHours = WeeklyHours;

const DAY = 86_400_000;
const WEEKS = 5;

/** May a wave begin now, and when does that change? `changesAt` is null when it never does; null hours are always open. */
export function hoursAt(
  hours: AllowedHours | null,
  now: number,
): { readonly isOpen: boolean; readonly changesAt: number | null } {
  if (!hours) return { isOpen: true, changesAt: null };
  const spans = weeklySpans(hours, now, now + WEEKS * 7 * DAY);
  const [first] = spans;
  if (!first || first.startsAt > now) return { isOpen: false, changesAt: first?.startsAt ?? null };
  let end = first.endsAt;
  for (const { startsAt, endsAt } of spans) if (startsAt <= end) end = Math.max(end, endsAt);
  return { isOpen: true, changesAt: end < now + WEEKS * 7 * DAY ? end : null };
}
