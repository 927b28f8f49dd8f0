import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type { HealthConfig } from '../config/agent-config.js';

export interface HealthResult {
  readonly isHealthy: boolean;
  /** Why not, for people. */
  readonly reason: string | null;
}

/** One question to the program itself; never rejects. */
export function probeHttp(url: string, config: HealthConfig): Promise<HealthResult> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const finish = (reason: string | null): void => {
      clearTimeout(timer);
      request.destroy();
      resolve({ isHealthy: reason === null, reason });
    };
    const request = send(
      url,
      { agent: false, headers: { 'user-agent': 'release-console-agent' } },
      (response) => {
        response.resume();
        const isExpected = response.statusCode === config.expectStatus;
        finish(
          isExpected ? null : `answered ${String(response.statusCode)} instead of ${config.expectStatus}`,
        );
      },
    );
    const timer = setTimeout(
      () => finish(`no answer within ${config.timeoutSeconds} s`),
      config.timeoutSeconds * 1_000,
    );
    request.on('error', (error) => finish(error.message));
    request.end();
  });
}
