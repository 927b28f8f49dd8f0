import { autocannon } from './autocannon.js';
import type { MeasuredServer } from './measured-server.js';

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gives each sending a body of its own. */
  readonly setupRequest?: (request: LoadRequest) => LoadRequest;
}

export interface Slice {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly cpuMsPer1000: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const MAX_REQUESTS = 100_000;

/** Fires for a while and divides the server's processor time by the answers; any answer but 2xx spoils the slice. */
export async function measure(
  server: MeasuredServer,
  requests: readonly LoadRequest[],
  options: { readonly seconds: number; readonly connections: number },
): Promise<Slice> {
  const before = await server.cpuMilliseconds();
  const result = await autocannon({
    url: server.url,
    connections: options.connections,
    duration: options.seconds,
    maxOverallRequests: MAX_REQUESTS,
    timeout: 10,
    requests,
  });
  const used = (await server.cpuMilliseconds()) - before;
  const { total } = result.requests;
  if (result.errors > 0 || result.non2xx > 0 || total === 0) {
    const path = requests[0]?.path ?? '';
    throw new Error(
      `${path} gave ${result.non2xx} refusals and ${result.errors} errors in ${total} answers, so it was not measured`,
    );
  }
  return {
    requests: total,
    requestsPerSecond: total / result.duration,
    cpuMsPer1000: (used / total) * 1000,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
