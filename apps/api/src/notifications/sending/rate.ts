import type { ChannelKind } from '../notification-words.js';

export interface Rate {
  readonly perMinute: number;
  /** How many may go out at once. */
  readonly burst: number;
}

/**
 * In no minute more than the vendor bears: what a full bucket gives at once counts too, so that 20 a minute are 5 and 15.
 * Whoever sends DingTalk more is left unheard for ten minutes.
 */
export const RATES: Readonly<Record<ChannelKind, Rate>> = {
  dingtalk: { perMinute: 15, burst: 5 },
  wecom: { perMinute: 15, burst: 5 },
  feishu: { perMinute: 60, burst: 4 },
  slack: { perMinute: 60, burst: 1 },
  email: { perMinute: 60, burst: 10 },
  webhook: { perMinute: 600, burst: 60 },
};

/** How many may go out now. @param fullAt when the bucket is or was full again, milliseconds since 1970 */
export function tokensAt({ perMinute, burst }: Rate, fullAt: number | null, now: number): number {
  const perTokenMs = 60_000 / perMinute;
  // Two clocks of two processes may differ, and a bucket lacks no more than all of it.
  const missing = Math.min(Math.max(0, (fullAt ?? 0) - now) / perTokenMs, burst);
  return Math.floor(burst - missing + 1e-9);
}

/** When the bucket is full again after one more. */
export function fullAfterOne({ perMinute, burst }: Rate, fullAt: number | null, now: number): number {
  const perTokenMs = 60_000 / perMinute;
  return Math.min(Math.max(fullAt ?? 0, now), now + burst * perTokenMs) + perTokenMs;
}

/** When there is one again. */
export function nextTokenAt({ perMinute, burst }: Rate, fullAt: number | null, now: number): number {
  const perTokenMs = 60_000 / perMinute;
  return Math.max(now, (fullAt ?? 0) - (burst - 1) * perTokenMs);
}
