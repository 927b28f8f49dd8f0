const DAY_MS = 24 * 3_600_000;

export const SESSION_MS = 30 * DAY_MS;
/** A session that nobody renews for so long is over before its time. */
export const IDLE_MS = 14 * DAY_MS;
