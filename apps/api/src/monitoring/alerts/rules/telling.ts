import type { AlertState } from './alert-course.js';

/** What those who are sent messages have been told of an alert. Times are milliseconds since 1970. */
export interface Told {
  readonly firedToldAt: number | null;
  /** Since when it is silenced while it fires. */
  readonly silencedSince: number | null;
}

export interface Telling extends Told {
  readonly tells: 'fired' | 'resolved' | null;
}

/**
 * Whether an alert is worth a message now. A silenced one is not; when the silence ends and it still fires, it is, even if
 * it was told of before. Whoever was told that it fires is told that it is over.
 */
export function telling(state: AlertState, told: Told, isSilenced: boolean, now: number): Telling {
  if (state === 'resolved') return { ...told, tells: told.firedToldAt === null ? null : 'resolved' };
  if (state === 'pending') return { ...told, tells: null };
  if (isSilenced) return { ...told, silencedSince: told.silencedSince ?? now, tells: null };
  if (told.firedToldAt !== null && told.silencedSince === null) return { ...told, tells: null };
  return { firedToldAt: now, silencedSince: null, tells: 'fired' };
}
