import type { Judging, MemoryCheck, Missing, Outcome } from './check.js';
import { without } from './missing.js';
import type { Sample, SampleWindow } from './sample.js';

/** For so many windows in a row: a collector of garbage may come late once. */
const WINDOWS_IN_A_ROW = 3;

interface Level {
  readonly canary: number | null;
  readonly baseline: number | null;
}

/**
 * Does the canary hold on to more memory than the others, or than is allowed? Memory is no count of events but a level that
 * is read, so a difference of that size is no chance: what is asked is whether it stays.
 */
export class JudgingMemory implements Judging {
  private readonly levels: Level[] = [];

  constructor(private readonly check: MemoryCheck) {}

  add(window: SampleWindow): void {
    const level = {
      canary: levelOf(window.map(({ canary }) => canary)),
      baseline: levelOf(window.map(({ baseline }) => baseline)),
    };
    if (level.canary !== null || level.baseline !== null) this.levels.push(level);
  }

  look(): Outcome {
    const last = this.levels.slice(-WINDOWS_IN_A_ROW);
    const now = last.at(-1) ?? { canary: null, baseline: null };
    const outcome = {
      check: this.check,
      canary: now.canary,
      baseline: this.check.kind === 'memory' ? now.baseline : null,
      requests: { canary: 0, baseline: 0 },
      pValue: 1,
      dispersion: null,
      usualTimes: 1,
    };
    const missing = this.missing(last);
    if (missing) return { ...outcome, state: 'unknown', missing };
    const isBad = last.every((level) => this.isAbove(level));
    return { ...outcome, state: isBad ? 'bad' : 'good', missing: null };
  }

  private missing(last: readonly Level[]): Missing | null {
    if (!last.some(({ canary }) => canary !== null)) return without('canary_memory');
    const needsBaseline = this.check.kind === 'memory';
    if (needsBaseline && !last.some(({ baseline }) => baseline !== null)) return without('baseline_memory');
    return last.length < WINDOWS_IN_A_ROW ? without('canary_memory') : null;
  }

  private isAbove({ canary, baseline }: Level): boolean {
    if (canary === null) return false;
    if (this.check.kind === 'memory_limit') return canary > this.check.maxBytes;
    return baseline !== null && canary > baseline * (1 + this.check.minIncrease);
  }
}

/** Per process, on average. */
function levelOf(samples: readonly Sample[]): number | null {
  let [bytes, readings] = [0, 0];
  for (const { memory } of samples) {
    bytes += memory?.bytes ?? 0;
    readings += memory?.readings ?? 0;
  }
  return readings > 0 ? bytes / readings : null;
}
