/** How an alert ends: what it watched is over, is unknown for too long, or is no longer watched like that. */
export const ENDINGS = ['recovered', 'time_over', 'no_data', 'rule_changed', 'rule_deleted'] as const;
export type Ending = (typeof ENDINGS)[number];

export const ALERT_STATES = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Where an alert stands. Times are milliseconds since 1970. */
export interface AlertCourse {
  readonly state: AlertState;
  /** Since when what it watches is so. */
  readonly since: number;
  readonly firedAt: number | null;
  /** Firing: since when it is so no longer, for the time until that is believed. */
  readonly calmSince: number | null;
  /** Firing: since when nothing is known of it. */
  readonly staleSince: number | null;
  readonly resolvedAt: number | null;
  readonly ending: Ending | null;
}

/** What is seen of it now. */
export interface Sight {
  /** Null: nobody knows. */
  readonly holds: boolean | null;
  /** Since when, where that is known; otherwise since it was first seen. */
  readonly since: number | null;
}

export interface CourseTimes {
  readonly forSeconds: number;
  /** So long must it not be so before the alert resolves. */
  readonly calmSeconds: number;
}

/** An alert that nobody could tell anything of for so long ends, and says that. */
export const LONGEST_STALE_SECONDS = 86_400;

/**
 * What becomes of an alert at a look at what it watches; undefined when there is none, or none any more: one that never
 * fired leaves nothing. What is not known neither fires nor resolves.
 */
export function nextCourse(
  before: AlertCourse | undefined,
  sight: Sight,
  times: CourseTimes,
  now: number,
): AlertCourse | undefined {
  if (before?.state === 'firing') return whileFiring(before, sight, times, now);
  if (sight.holds !== true) return undefined;
  const since = Math.min(sight.since ?? before?.since ?? now, now);
  const isDue = now - since >= times.forSeconds * 1_000;
  return { ...BLANK, state: isDue ? 'firing' : 'pending', since, firedAt: isDue ? now : null };
}

/** The end of an alert that is not watched any more; undefined for one that never fired. */
export function endedCourse(before: AlertCourse, ending: Ending, now: number): AlertCourse | undefined {
  return before.state === 'firing'
    ? { ...before, state: 'resolved', resolvedAt: now, calmSince: null, ending }
    : undefined;
}

const BLANK = { calmSince: null, staleSince: null, resolvedAt: null, ending: null } as const;

function whileFiring(
  before: AlertCourse,
  { holds }: Sight,
  { calmSeconds }: CourseTimes,
  now: number,
): AlertCourse | undefined {
  if (holds === true) return { ...before, calmSince: null, staleSince: null };
  if (holds === false) {
    const calmSince = before.calmSince ?? now;
    const next = { ...before, calmSince, staleSince: null };
    return now - calmSince >= calmSeconds * 1_000 ? endedCourse(next, 'recovered', now) : next;
  }
  const staleSince = before.staleSince ?? now;
  const next = { ...before, calmSince: null, staleSince };
  return now - staleSince >= LONGEST_STALE_SECONDS * 1_000 ? endedCourse(next, 'no_data', now) : next;
}
