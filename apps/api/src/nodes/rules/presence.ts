import type { Presence } from './node-words.js';

/** Agents of the seed's generation run from cron each minute. */
export const SEED_INTERVAL_SECONDS = 60;

const MISSED_CALLS_ONLINE = 2.5;
const MISSED_CALLS_STALE = 10;
/** Below this, a slow network alone would make a node blink. */
const MIN_ONLINE_SECONDS = 15;

export interface LastWord {
  /** Milliseconds of the server's clock. */
  readonly lastSeenAt: number;
  /** How often the node is expected to call. */
  readonly expectedSeconds: number;
}

export function presenceOf(lastWord: LastWord | undefined, now: number): Presence {
  if (!lastWord) return 'never';
  const silentSeconds = (now - lastWord.lastSeenAt) / 1000;
  if (silentSeconds <= onlineSeconds(lastWord.expectedSeconds)) return 'online';
  return silentSeconds <= staleSeconds(lastWord.expectedSeconds) ? 'stale' : 'offline';
}

/** The same for a row of the database. */
export function presenceAt(lastSeenAt: Date | null, expectedSeconds: number | null, now: number): Presence {
  if (lastSeenAt === null) return 'never';
  return presenceOf(
    { lastSeenAt: lastSeenAt.getTime(), expectedSeconds: expectedSeconds ?? SEED_INTERVAL_SECONDS },
    now,
  );
}

export function onlineSeconds(expectedSeconds: number): number {
  return Math.max(MISSED_CALLS_ONLINE * expectedSeconds, MIN_ONLINE_SECONDS);
}

export function staleSeconds(expectedSeconds: number): number {
  return Math.max(MISSED_CALLS_STALE * expectedSeconds, MIN_ONLINE_SECONDS);
}
