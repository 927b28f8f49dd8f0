import { growthOfCounts, Totals } from '@release-console/metrics-core';

import type { MetricsConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { readText } from '../transport/http-client.js';
import type { HttpClient } from '../transport/http-client.js';
import { countedRequests, requestTotals, TooManySeries } from './count-requests.js';
import type { CountedRequests } from './count-requests.js';
import { readPrometheusText, UnreadableLine } from './prometheus-text.js';
import { sampleNames } from './request-metrics.js';
import type { RequestMetrics } from './request-metrics.js';

const ACCEPT = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.9,*/*;q=0.1';

/** Asks one program now and then how many requests it had, and how long they took. */
export class ProgramRequests {
  private readonly totals = new Totals(growthOfCounts);

  constructor(
    private readonly config: MetricsConfig,
    private readonly client: HttpClient,
  ) {}

  /**
   * What the program counted since it was asked before; null when that is not known, which it is not the first time.
   * @param run another one whenever the program was started anew
   * @throws AgentError when it does not answer, or not in the format
   */
  async since(run: string | null): Promise<CountedRequests | null> {
    try {
      const text = await this.ask();
      const metrics = this.config.requests.find((each) => isToldIn(text, each));
      if (!metrics) throw new AgentError('METRICS_MISSING', `${this.config.url} tells nothing of requests`);
      const wanted = new Set(sampleNames(metrics));
      const samples = readPrometheusText(text, (name) => wanted.has(name));
      const grown = this.totals.grown({ run, counted: requestTotals(samples, metrics) });
      return grown && countedRequests(grown);
    } catch (error) {
      // What was counted while nobody could ask belongs to no interval.
      this.totals.forget();
      if (!(error instanceof UnreadableLine) && !(error instanceof TooManySeries)) throw error;
      throw new AgentError('METRICS_UNREADABLE', `${this.config.url}: ${error.message}`);
    }
  }

  private async ask(): Promise<string> {
    const { url, timeoutSeconds } = this.config;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutSeconds * 1_000);
    try {
      const answer = await this.client.open({
        method: 'GET',
        url: new URL(url),
        headers: { accept: ACCEPT, 'user-agent': 'release-console-agent' },
        idleMilliseconds: timeoutSeconds * 1_000,
        signal: deadline.signal,
      });
      if (answer.statusCode === 200) return await readText(answer);
      answer.destroy();
      throw new AgentError('METRICS_REFUSED', `${url} answered ${String(answer.statusCode)}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Also before the first request: the metric is announced, and has no samples yet. */
function isToldIn(text: string, metrics: RequestMetrics): boolean {
  const names = [metrics.requests ?? metrics.latency ?? ''];
  // OpenMetrics announces a counter without its ending.
  const announced = names.flatMap((name) => [name, name.replace(/_total$/, '')]);
  return (
    announced.some((name) => text.includes(`# TYPE ${name} `)) ||
    sampleNames(metrics).some((name) => text.startsWith(name) || text.includes(`\n${name}`))
  );
}
