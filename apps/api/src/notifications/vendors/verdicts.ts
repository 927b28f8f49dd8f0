import type { VendorAnswer, Verdict } from './vendor.js';

const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Asked too often; less would be too often again. */
const CROWDED_MS = 60_000;

export const SENT: Verdict = { outcome: 'sent', waitMs: null, isGone: false };
export const RETRY: Verdict = { outcome: 'retry', waitMs: null, isGone: false };
export const REFUSED: Verdict = { outcome: 'refused', waitMs: null, isGone: false };
export const CROWDED: Verdict = { outcome: 'retry', waitMs: CROWDED_MS, isGone: false };

/** `Retry-After`: seconds, or a date. */
export function waitIn(retryAfter: string | null, now: number): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_WAIT_MS);
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), LONGEST_WAIT_MS);
}

/** By the status alone; undefined for 200, where the vendors of chats say in the body what they mean. */
export function byStatus({ status, retryAfter }: VendorAnswer, now: number): Verdict | undefined {
  if (status === 200) return undefined;
  const waitMs = waitIn(retryAfter, now);
  if (status === 429) return { ...CROWDED, waitMs: waitMs ?? CROWDED_MS };
  const isPassing = status >= 500 || status === 408 || status === 425;
  return isPassing ? { ...RETRY, waitMs } : REFUSED;
}

/** The number that stands for the outcome in a JSON answer; undefined when there is none. */
export function codeIn(text: string, names: readonly string[]): number | undefined {
  const body = parsed(text);
  for (const name of names) {
    const code = body[name];
    if (typeof code === 'number') return code;
  }
  return undefined;
}

/** What is not in the table may be over the next time; the schedule ends it if it is not. */
export function byCode(code: number | undefined, table: Readonly<Record<number, Verdict>>): Verdict {
  return code === undefined ? RETRY : (table[code] ?? RETRY);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
