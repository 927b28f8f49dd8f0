import type { PrometheusSample } from '../prometheus/prometheus-client.js';

export interface AskedValue {
  /** Null where there is none. */
  readonly value: number | null;
  /** Why there is none. */
  readonly note: string | null;
}

/** A query must come to one number; what it says where there is nothing is no number, and never a pass. */
export function valueOf(samples: readonly PrometheusSample[]): AskedValue {
  if (samples.length === 0) return without('there are no series that it asks for');
  const [{ value } = { value: null }] = samples;
  if (samples.length > 1)
    return without(
      `it comes to ${samples.length} series instead of one number: aggregate it, as by sum(...)`,
    );
  if (value === null) return without('it comes to a histogram instead of a number: ask for a quantile of it');
  return Number.isFinite(value)
    ? { value, note: null }
    : without(`it comes to ${value}, as of nothing divided by nothing`);
}

function without(note: string): AskedValue {
  return { value: null, note };
}
