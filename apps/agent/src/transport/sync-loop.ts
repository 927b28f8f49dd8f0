import { toFailure } from '../errors.js';
import type { Credentials } from '../state/identity.js';
import { WakeUp } from '../state/wake-up.js';
import { backoffMilliseconds } from './backoff.js';
import type { Report } from './reporter.js';
import type { ServerResult, SyncResult } from './sync-client.js';
import type { SyncAnswer, SyncRequest } from './sync-protocol.js';
import type { SyncTools } from './sync-tools.js';

interface Poll {
  readonly askedAt: number;
  readonly versionBefore: string | null;
  readonly result: Promise<ServerResult>;
}

/** Reports are bundled for a moment: several steps of an update often come close together. */
const BUNDLE_MILLISECONDS = 60;
const AGAIN_MILLISECONDS = 50;

/**
 * Two requests at most: one waits at the console for news, one reports what happened here. Waiting is never cut short
 * for a report, so an update costs no new connections.
 */
export class SyncLoop {
  private readonly news = new WakeUp();
  private readonly stopped = new AbortController();
  private poll: Poll | null = null;
  private failures = 0;
  private lastHeld = 'null';
  /** A report that the console rejects must not keep this node from hearing what it should run. */
  private mutedUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly tools: SyncTools) {}

  /** Something happened that the console should hear of. */
  changed(): void {
    this.news.ring();
  }

  noticeHold(): void {
    if (this.heldText() !== this.lastHeld) this.news.ring();
  }

  stop(): void {
    this.stopped.abort();
    this.news.ring();
  }

  async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      if (this.isReportDue()) await this.report(this.tools.reporter.due() ?? {});
      else await this.listen();
    }
  }

  private async report(report: Report): Promise<void> {
    const { reporter, measurements } = this.tools;
    const held = this.heldText();
    const measured = measurements.due();
    const result = await this.ask({ ...report, ...(measured.length === 0 ? {} : { measured }) }, 0);
    if (result.kind === 'answer') {
      reporter.accepted(report);
      measurements.accepted(measured);
      this.lastHeld = held;
      return this.bundle();
    }
    if (result.kind === 'rejected') {
      if (measured.length > 0) {
        measurements.rejected(measured);
        return this.bundle();
      }
      this.mutedUntil = this.tools.clock.monotonic() + this.pauseMilliseconds(this.failures);
      return;
    }
    await this.pauseAfter(result);
  }

  private bundle(): Promise<void> {
    return this.tools.clock.sleep(BUNDLE_MILLISECONDS, this.stopped.signal);
  }

  private async listen(): Promise<void> {
    this.poll ??= this.startPoll();
    const { poll } = this;
    const waiting = new AbortController();
    const first = await Promise.race([poll.result, this.news.wait(this.untilReport(), waiting.signal)]);
    waiting.abort();
    if (first === undefined) return;
    this.poll = null;
    if (first.kind === 'answer') return this.pauseAfterPoll(poll, first.answer);
    await this.pauseAfter(first);
  }

  private startPoll(): Poll {
    const wait = Math.floor(this.tools.config.waitSeconds);
    const askedAt = this.tools.clock.monotonic();
    return { askedAt, versionBefore: this.tools.stateVersion(), result: this.ask({}, wait) };
  }

  /** After an answer that came from waiting it asks again at once; a console that does not wait sets the pace itself. */
  private async pauseAfterPoll(poll: Poll, answer: SyncAnswer): Promise<void> {
    const { clock, config } = this.tools;
    const waited = clock.monotonic() - poll.askedAt;
    const isNews = answer.stateVersion !== poll.versionBefore;
    const hasWaited = config.waitSeconds >= 1 && waited >= config.waitSeconds * 500;
    const pause = isNews || hasWaited ? AGAIN_MILLISECONDS : answer.syncAfterSeconds * 1_000;
    await this.sleepUnlessNews(pause);
  }

  private async sleepUnlessNews(milliseconds: number): Promise<void> {
    const deadline = this.tools.clock.monotonic() + milliseconds;
    for (;;) {
      const left = deadline - this.tools.clock.monotonic();
      if (left <= 0 || this.stopped.signal.aborted || this.isReportDue()) return;
      await this.news.wait(Math.min(left, Math.max(1, this.untilReport())));
    }
  }

  private async ask(report: Pick<SyncRequest, 'measured'> & Report, wait: number): Promise<ServerResult> {
    const { tools } = this;
    const stateVersion = tools.stateVersion();
    const request = {
      agent: tools.agent,
      ...report,
      held: tools.held(),
      ...(stateVersion === null ? {} : { stateVersion }),
      wait,
    };
    const result = await tools.client.ask(request, this.stopped.signal);
    if (!this.stopped.signal.aborted) {
      tools.contact(result.server.url, result.kind === 'answer' ? null : result.code);
    }
    if (result.kind === 'answer') this.accept(result);
    else if (!this.stopped.signal.aborted) this.note(result);
    return result;
  }

  private accept(result: Extract<SyncResult, { kind: 'answer' }>): void {
    const { servers, log } = this.tools;
    const { answer, credentials } = result;
    if (this.failures > 0) log.info('sync.back');
    this.failures = 0;
    servers.succeeded();
    this.remember(answer, credentials);
    this.tools.apply(answer);
  }

  /** What can't be saved now is only missed after a restart. */
  private remember(answer: SyncAnswer, credentials: Credentials): void {
    const { identity, log } = this.tools;
    try {
      identity.saveNodeId(answer.nodeId);
      identity.saveFreshToken();
      if (credentials.kind !== 'enrolment' || answer.token === null) return;
      identity.saveToken(answer.token);
      log.info('node.enrolled', { nodeId: answer.nodeId });
    } catch (error) {
      log.warn('identity.unsaved', { ...toFailure(error, 'STATE_UNWRITABLE') });
    }
  }

  private note(result: Exclude<SyncResult, { kind: 'answer' }>): void {
    this.failures += 1;
    const { kind, code, message } = result;
    this.tools.log.warn(`sync.${kind}`, { code, message, failures: this.failures });
  }

  private async pauseAfter(result: ServerResult): Promise<void> {
    const { clock, config, servers, reporter, measurements } = this.tools;
    if (result.kind === 'answer') return;
    reporter.forget();
    measurements.forget();
    const rounds = servers.failed(result.server, result.kind === 'refused');
    if (rounds === 0) return;
    if (servers.areAllRefusing()) {
      const pause = config.refusedSeconds * 1_000 * (0.75 + Math.random() / 2);
      return clock.sleep(pause, this.stopped.signal);
    }
    const retryAfter = result.kind === 'unreachable' ? result.retryAfterSeconds * 1_000 : 0;
    await clock.sleep(Math.max(this.pauseMilliseconds(rounds), retryAfter), this.stopped.signal);
  }

  private pauseMilliseconds(failures: number): number {
    const { retryMinSeconds, retryMaxSeconds } = this.tools.config;
    const limits = { minMilliseconds: retryMinSeconds * 1_000, maxMilliseconds: retryMaxSeconds * 1_000 };
    return backoffMilliseconds(failures, limits, Math.random());
  }

  private mutedFor(): number {
    return this.mutedUntil - this.tools.clock.monotonic();
  }

  private isReportDue(): boolean {
    if (this.tools.clock.monotonic() < this.mutedUntil) return false;
    const { reporter, measurements } = this.tools;
    return reporter.due() !== null || measurements.untilDue() <= 0 || this.lastHeld !== this.heldText();
  }

  private untilReport(): number {
    const { reporter, measurements } = this.tools;
    return Math.max(0, Math.min(reporter.untilNext(), measurements.untilDue()), this.mutedFor());
  }

  private heldText(): string {
    return JSON.stringify(this.tools.held());
  }
}
