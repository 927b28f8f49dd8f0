import type { Clock } from '../clock.js';
import type { Failure } from '../errors.js';
import type { Trial } from './trials.js';

export type TrialOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The agent ended first. */
  | { readonly kind: 'open' };

const LOOK_MILLISECONDS = 200;

/**
 * Watches one run of a new agent. Only time in which the console could be reached counts against it: the old agent asks
 * at both ends of each span. Without a console a new agent that stays up goes on running, for days if need be.
 */
export class TrialWatch {
  constructor(
    private readonly trial: Pick<Trial, 'proveSeconds' | 'watchSeconds'>,
    private readonly tools: {
      readonly clock: Clock;
      readonly isProven: () => boolean;
      /** Answers at once when the signal says that nobody waits any more. */
      readonly isReachable: (signal: AbortSignal) => Promise<boolean>;
      readonly forgetStarts: () => void;
    },
  ) {}

  async run(signal: AbortSignal): Promise<TrialOutcome> {
    const { clock, isProven, isReachable, forgetStarts } = this.tools;
    const { proveSeconds, watchSeconds } = this.trial;
    let wasReachable = !isProven() && (await isReachable(signal));
    while (!isProven()) {
      await this.waitForProof(signal);
      if (signal.aborted) return { kind: 'open' };
      const isReachableNow = !isProven() && (await isReachable(signal));
      if (signal.aborted) return { kind: 'open' };
      if (isProven()) break;
      if (wasReachable && isReachableNow) {
        const message = `the new agent had no successful talk with the console within ${proveSeconds} s, and the old one reached it`;
        return { kind: 'failed', failure: { code: 'AGENT_NOT_TALKING', message } };
      }
      // It stayed up for the whole span, so it is not what makes it end.
      if (!isReachableNow) forgetStarts();
      wasReachable = isReachableNow;
    }
    await clock.sleep(watchSeconds * 1_000, signal);
    return signal.aborted ? { kind: 'open' } : { kind: 'passed' };
  }

  private async waitForProof(signal: AbortSignal): Promise<void> {
    const { clock, isProven } = this.tools;
    const deadline = clock.monotonic() + this.trial.proveSeconds * 1_000;
    while (!isProven() && !signal.aborted && clock.monotonic() < deadline) {
      await clock.sleep(LOOK_MILLISECONDS, signal);
    }
  }
}
