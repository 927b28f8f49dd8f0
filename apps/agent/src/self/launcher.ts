import type { Clock } from '../clock.js';
import { toFailure } from '../errors.js';
import type { Failure } from '../errors.js';
import type { Log } from '../log.js';
import { EXIT_HAND_OVER } from './own-agent.js';
import type { AgentChild, Ended } from './agent-child.js';
import type { Bundles } from './bundles.js';
import type { Trial, Trials, Verdict } from './trials.js';
import { TrialWatch } from './trial-watch.js';

/** A new agent that ends so often before it has passed is put back. */
export const MAX_STARTS = 3;
const PAUSE_MILLISECONDS = 1_000;

export interface LauncherTools {
  readonly trials: Trials;
  readonly bundles: Bundles;
  readonly start: () => AgentChild;
  /** Whether the old agent reaches the console: the one on trial is not asked about that. */
  readonly reach: (bundle: string, signal: AbortSignal) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts the agent, and the old one again when a new one does not prove itself. It decides by what lies on the disk,
 * so that it may be killed at any time, and by what a full disk did not take; whatever it does not understand it leaves
 * to the service manager.
 */
export class Launcher {
  private child: AgentChild | null = null;
  private noted: Verdict | null = null;
  private readonly stopped = new AbortController();

  constructor(private readonly tools: LauncherTools) {}

  stop(): void {
    this.stopped.abort();
    void this.child?.end();
  }

  /** Returns the exit code. */
  async run(): Promise<number> {
    while (!this.stopped.signal.aborted) {
      const trial = this.settle();
      const ended = await this.runOnce(trial);
      if (ended.code === EXIT_HAND_OVER) continue;
      if (trial === null && !this.stopped.signal.aborted) return ended.code ?? 1;
      await this.tools.clock.sleep(PAUSE_MILLISECONDS, this.stopped.signal);
    }
    return 0;
  }

  /** Ends a trial that is lost; what is on trial then. */
  private settle(): Trial | null {
    const trial = this.activeTrial();
    if (trial === null || !this.isLost(trial)) return trial;
    try {
      this.putBack(trial);
      return null;
    } catch (error) {
      // Tried again as soon as the new one has ended once more.
      this.tools.log.warn('agent.put-back-failed', { ...toFailure(error, 'PUT_BACK_FAILED') });
      return trial;
    }
  }

  /** The trial that the bundle on the live path has not ended yet. */
  private activeTrial(): Trial | null {
    const { trials, bundles } = this.tools;
    const trial = trials.trial();
    if (trial === null || this.verdictOn(trial).hasPassed) return null;
    return bundles.liveDigest() === trial.sha256 ? trial : null;
  }

  private isLost(trial: Trial): boolean {
    const verdict = this.verdictOn(trial);
    if (verdict.failure !== null) return true;
    if (verdict.starts < MAX_STARTS) return false;
    const message = `the new agent ended ${verdict.starts} times before it had proven itself; ${verdict.lastEnd ?? 'it was cut off each time'}`;
    this.condemn(trial, { code: 'AGENT_ENDED', message });
    return true;
  }

  private condemn(trial: Trial, failure: Failure): void {
    this.note(trial, { failure });
    this.tools.log.warn('agent.condemned', { sha256: trial.sha256, ...failure });
  }

  private putBack(trial: Trial): void {
    const { bundles, log } = this.tools;
    const { sha256, previousSha256 } = trial;
    if (bundles.putBack(trial)) return log.warn('agent.put-back', { sha256, previousSha256 });
    // Nothing else is left to run: the console is told nothing by an agent that does not start.
    log.warn('agent.previous-missing', { sha256, previousSha256 });
    this.note(trial, { hasPassed: true });
  }

  private async runOnce(trial: Trial | null): Promise<Ended> {
    const starts = trial === null ? 0 : this.verdictOn(trial).starts;
    if (trial !== null) this.note(trial, { starts: starts + 1 });
    const child = this.tools.start();
    this.child = child;
    if (this.stopped.signal.aborted) void child.end();
    const watching = new AbortController();
    const watch = trial === null ? Promise.resolve() : this.watch(trial, child, watching.signal);
    const ended = await child.ended;
    watching.abort();
    await watch;
    if (trial !== null && this.stopped.signal.aborted) this.note(trial, { starts });
    else if (trial !== null) this.note(trial, { lastEnd: `the last time ${ended.text}` });
    this.tools.log.info('agent.ended', { code: ended.code, signal: ended.signal });
    return ended;
  }

  private async watch(trial: Trial, child: AgentChild, signal: AbortSignal): Promise<void> {
    const { trials, clock, reach } = this.tools;
    const watch = new TrialWatch(trial, {
      clock,
      isProven: () => trials.isProven(trial),
      isReachable: (asked) => reach(trial.previousFile, asked),
      forgetStarts: () => this.note(trial, { starts: 0 }),
    });
    const outcome = await watch.run(signal);
    if (outcome.kind === 'passed') {
      this.note(trial, { hasPassed: true });
      this.tools.log.info('agent.passed', { sha256: trial.sha256 });
    }
    if (outcome.kind !== 'failed') return;
    this.condemn(trial, outcome.failure);
    await child.end();
  }

  /** A full disk must not keep the agent from running: it is the one to tell. */
  private note(trial: Trial, news: Partial<Verdict>): void {
    const { trials, log } = this.tools;
    this.noted = { ...this.verdictOn(trial), ...news };
    try {
      trials.note(this.noted);
    } catch (error) {
      log.warn('verdict.unsaved', { ...toFailure(error, 'STATE_UNWRITABLE') });
    }
  }

  /** Nobody else writes it, so what was noted last is the newest, whether or not it came to the disk. */
  private verdictOn(trial: Trial): Verdict {
    return this.noted?.id === trial.id ? this.noted : this.tools.trials.verdictOn(trial);
  }
}
