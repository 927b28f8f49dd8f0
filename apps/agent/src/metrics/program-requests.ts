import { Totals } from '@release-console/metrics-core';

import type { MetricsConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { readBytes } from '../transport/http-client.js';
import type { HttpClient } from '../transport/http-client.js';
import { countedRequests, growthOfRequests, requestTotals } from './count-requests.js';
import type { CountedRequests, RequestTotal } from './count-requests.js';
import { ACCEPT, expositionOf } from './exposition.js';
import type { Exposition } from './exposition.js';
import { Unreadable } from './unreadable.js';

/** Asks one program now and then how many requests it had, and how long they took. */
export class ProgramRequests {
  private readonly totals = new Totals<RequestTotal>(growthOfRequests);
  private toldBy: string | null = null;

  constructor(
    private readonly config: MetricsConfig,
    private readonly client: HttpClient,
  ) {}

  /**
   * What the program counted since it was asked before; null when that is not known, which it is not the first time.
   * @param run asked when the program has answered; another one whenever it was started anew
   * @throws AgentError when it does not answer, or not in the format
   */
  async since(run: () => string | null, signal?: AbortSignal): Promise<CountedRequests | null> {
    try {
      return this.read(await this.ask(signal), run());
    } catch (error) {
      // What was counted while nobody could ask belongs to no interval.
      this.totals.forget();
      if (!(error instanceof Unreadable)) throw error;
      throw new AgentError('METRICS_UNREADABLE', `${this.place}: ${error.message}`);
    }
  }

  private read(exposition: Exposition, run: string | null): CountedRequests | null {
    const metrics = this.config.requests.find((each) => exposition.tells(each));
    if (!metrics) throw new AgentError('METRICS_MISSING', `${this.place} tells nothing of requests`);
    const toldBy = `${exposition.format} ${metrics.latency} ${metrics.requests}`;
    // The same requests under another name are not new ones.
    if (toldBy !== this.toldBy) this.totals.forget();
    this.toldBy = toldBy;
    const counted = requestTotals(exposition.samples(metrics), metrics);
    const grown = this.totals.grown({ run, counted });
    return grown && countedRequests(grown, metrics);
  }

  private async ask(signal: AbortSignal | undefined): Promise<Exposition> {
    const { timeoutSeconds } = this.config;
    const deadline = new AbortController();
    const abort = (): void => deadline.abort();
    const timer = setTimeout(abort, timeoutSeconds * 1_000);
    signal?.addEventListener('abort', abort);
    try {
      return await this.askUntil(deadline.signal);
    } catch (error) {
      if (!deadline.signal.aborted || signal?.aborted === true) throw error;
      throw new AgentError('METRICS_UNREACHABLE', `${this.place} did not answer within ${timeoutSeconds} s`);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  private async askUntil(deadline: AbortSignal): Promise<Exposition> {
    const answer = await this.client.open({
      method: 'GET',
      url: new URL(this.config.url),
      // A connection that stays open could keep a program from ending.
      headers: { accept: ACCEPT, connection: 'close', 'user-agent': 'release-console-agent' },
      idleMilliseconds: this.config.timeoutSeconds * 2_000,
      signal: deadline,
    });
    if (answer.statusCode === 200) {
      const bytes = await readBytes(answer);
      return expositionOf(answer.headers['content-type'], bytes);
    }
    answer.destroy();
    throw new AgentError('METRICS_REFUSED', `${this.place} answered ${String(answer.statusCode)}`);
  }

  /** Without a query, which may hold a token. */
  private get place(): string {
    const { origin, pathname } = new URL(this.config.url);
    return origin + pathname;
  }
}
