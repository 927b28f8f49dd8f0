import type { DeclaredFreeze } from '../words.js';
import { CHANGING_ZONES, STEADY_ZONES, type Zone } from '../world/zones.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Is a freeze on, by clocks on the wall of which the oracle knows when they change? */
export function isOn({ times }: DeclaredFreeze, now: number): boolean {
  if (times.kind === 'once') return times.startsAt <= now && now < times.endsAt;
  if (now < (times.validFrom ?? now) || now >= (times.validUntil ?? Number.POSITIVE_INFINITY)) return false;
  const zone = zoneOf(times.timeZone, now);
  const today = Math.floor((now + zone.offset * MINUTE_MS) / DAY_MS);
  return [-2, -1, 0, 1].some((days) => {
    const day = today + days;
    // The first of January 1970 was a Thursday.
    if (!times.days.includes(((((day + 3) % 7) + 7) % 7) + 1)) return false;
    const end = times.toMinute + (times.toMinute <= times.fromMinute ? 1_440 : 0);
    const span = hull(zone, {
      from: day * DAY_MS + times.fromMinute * MINUTE_MS,
      to: day * DAY_MS + end * MINUTE_MS,
    });
    return span !== null && span.from <= now && now < span.to;
  });
}

export function hasClockChanged({ times }: DeclaredFreeze, now: number): boolean {
  if (times.kind === 'once') return false;
  return now >= (zoneOf(times.timeZone, now).change?.at ?? Number.POSITIVE_INFINITY);
}

/** The first until the last moment at which the clocks show something of what is meant; null when they skip all of it. */
function hull({ offset, change }: Zone, shown: Span): Span | null {
  const changeAt = change?.at ?? Number.POSITIVE_INFINITY;
  const before = withOffset(shown, offset, { from: Number.NEGATIVE_INFINITY, to: changeAt });
  const after = withOffset(shown, change?.offset ?? offset, { from: changeAt, to: Number.POSITIVE_INFINITY });
  if (before === null || after === null) return before ?? after;
  return { from: before.from, to: after.to };
}

function withOffset(shown: Span, offset: number, within: Span): Span | null {
  const from = Math.max(shown.from - offset * MINUTE_MS, within.from);
  const to = Math.min(shown.to - offset * MINUTE_MS, within.to);
  return from < to ? { from, to } : null;
}

/** Of zones that change more than once, the change that is nearest. */
function zoneOf(name: string, now: number): Zone {
  const distance = ({ change }: Zone): number => Math.abs((change?.at ?? 0) - now);
  const [found] = [...STEADY_ZONES, ...CHANGING_ZONES]
    .filter((zone) => zone.name === name)
    .sort((left, right) => distance(left) - distance(right));
  if (!found) throw new Error(`nobody knows the clocks of ${name}`);
  return found;
}
