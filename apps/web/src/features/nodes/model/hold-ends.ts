import type { MessageKey } from '../../../lib/i18n';

const HOUR_MS = 3_600_000;

export const HOLD_ENDS = ['hour', 'day', 'week', 'never'] as const;
export type HoldEnd = (typeof HOLD_ENDS)[number];

const LENGTH_MS: Readonly<Record<HoldEnd, number | null>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  never: null,
};

export const HOLD_END_LABELS: Readonly<Record<HoldEnd, MessageKey>> = {
  hour: 'hold.end.hour',
  day: 'hold.end.day',
  week: 'hold.end.week',
  never: 'hold.end.never',
};

/** ISO time by the server's clock; null for no end. */
export function holdUntil(end: HoldEnd, nowMs: number): string | null {
  const lengthMs = LENGTH_MS[end];
  return lengthMs === null ? null : new Date(nowMs + lengthMs).toISOString();
}
