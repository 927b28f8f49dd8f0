import type { Failure } from '../errors.js';
import type { WakeUp } from '../state/wake-up.js';
import { backoffMilliseconds } from '../transport/backoff.js';

/** A failure that is not the end: it is told while it lasts, and tried again with growing pauses. */
export class Trouble {
  private failure: Failure | null = null;
  private inRow = 0;

  constructor(
    private readonly limits: { readonly minMilliseconds: number; readonly maxMilliseconds: number },
    private readonly changed: () => void,
  ) {}

  get current(): Failure | null {
    return this.failure;
  }

  over(): void {
    this.inRow = 0;
    if (this.failure === null) return;
    this.failure = null;
    this.changed();
  }

  async pause(failure: Failure, wakeUp: WakeUp): Promise<void> {
    this.failure = failure;
    this.inRow += 1;
    this.changed();
    await wakeUp.wait(backoffMilliseconds(this.inRow, this.limits, Math.random()));
  }
}
