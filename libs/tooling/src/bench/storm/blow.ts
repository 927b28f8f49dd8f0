import { autocannon } from '../autocannon.js';
import type { LoadRequest } from '../load.js';
import { callAt, type StormSource } from './calls.js';

export interface Blown {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Without an answer. */
  readonly errors: number;
  readonly perSecond: number;
  /** From when a call should have been sent, so that a server that keeps everybody waiting gains nothing. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** So many calls a second, whether the server keeps up or not, until each has its answer. */
export async function blow(
  url: string,
  source: StormSource,
  {
    calls,
    perSecond,
    connections,
  }: { readonly calls: number; readonly perSecond: number; readonly connections: number },
): Promise<Blown> {
  let index = -1;
  const { duration, latency, errors, statusCodeStats } = await autocannon({
    url,
    connections,
    amount: calls,
    overallRate: perSecond,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: source.path,
        setupRequest: (request: LoadRequest) => {
          index += 1;
          return { ...request, ...callAt(index, source) };
        },
      },
    ],
  });
  const byStatus = Object.fromEntries(
    Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]),
  );
  const { p50, p99, max } = latency;
  return { byStatus, errors, perSecond: Math.round(calls / duration), p50Ms: p50, p99Ms: p99, maxMs: max };
}
