/** A count (`3`) or a share of a whole (`"25%"`). */
export type Amount = number | `${number}%`;

/** Undefined for anything that is neither a whole number from 0 nor a whole percentage from 0 to 100. */
export function parseAmount(value: unknown): Amount | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^(0|[1-9]\d{0,2})%$/.exec(value);
  return match && Number(match[1]) <= 100 ? `${Number(match[1])}%` : undefined;
}

/** How many of `whole` that is; percentages round down, and never below `atLeast`. */
export function countOf(amount: Amount, whole: number, atLeast = 0): number {
  const count = typeof amount === 'number' ? amount : Math.floor((whole * percentOf(amount)) / 100);
  return Math.max(atLeast, Math.min(count, whole));
}

/** Is `part` of `whole` more than the amount allows? Compared exactly, without rounding. */
export function exceeds(part: number, whole: number, amount: Amount): boolean {
  return typeof amount === 'number' ? part > amount : part * 100 > percentOf(amount) * whole;
}

function percentOf(amount: `${number}%`): number {
  return Number(amount.slice(0, -1));
}
