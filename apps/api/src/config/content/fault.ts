/** Where something stands in a text: both count from 1, columns in UTF-16 units as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why a text is none of its format, as a sentence for people. */
export interface Fault extends Place {
  readonly message: string;
}

/** Thrown inside this folder only; its public functions return the faults. */
export class FaultyText extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults[0]?.message ?? 'a text is none of its format');
  }
}

export interface Refused {
  readonly ok: false;
  /** At least one, in the order of the text. */
  readonly faults: readonly Fault[];
}

/** What `work` gives, or the faults that it threw. */
export function orFaults<T>(work: () => T): T | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof FaultyText) return { ok: false, faults: error.faults };
    throw error;
  }
}
