import { Agent, request as httpRequest } from 'node:http';
import type { DrawnRequest } from './drawn-request.js';

const TIMEOUT_MS = 20_000;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

class EndedWhileIdle extends Error {}

/** Sends what was drawn as it is; an error says that no answer came. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  constructor(private readonly origin: URL) {}

  /** A connection that the server ended while it was idle is no fault of the answer: then it is sent once more. */
  async send(request: DrawnRequest, authorization: string | null): Promise<Answer> {
    try {
      return await this.sendOnce(request, authorization);
    } catch (error) {
      if (!(error instanceof EndedWhileIdle)) throw error;
      return this.sendOnce(request, authorization);
    }
  }

  private sendOnce(
    { method, path, query, headers, body }: DrawnRequest,
    authorization: string | null,
  ): Promise<Answer> {
    const search = query
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    return new Promise((resolve, reject) => {
      const options = {
        host: this.origin.hostname,
        port: this.origin.port,
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers: {
          ...headers,
          ...(authorization === null ? {} : { authorization }),
          ...(body === null ? {} : { 'content-length': String(body.length) }),
        },
        agent: this.agent,
        timeout: TIMEOUT_MS,
      };
      const sent = httpRequest(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: (answer.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)));
      sent.on('error', (error: NodeJS.ErrnoException) =>
        reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new EndedWhileIdle() : error),
      );
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
