import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

import { AgentError, errnoOf } from '../errors.js';
import { proxyAuthorization, TunnelAgent } from './tunnel-agent.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | Readable;
  /** Longest time without any byte. */
  readonly idleMilliseconds: number;
  readonly signal?: AbortSignal;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const KEEP_ALIVE = { keepAlive: true, maxSockets: 8, scheduling: 'lifo' as const };

class StaleConnection extends Error {}

/** Speaks HTTP and HTTPS, with the host's own CA and through its proxy; connections are reused. */
export class HttpClient {
  private readonly proxy: URL | null;
  private readonly plainAgent = new HttpAgent(KEEP_ALIVE);
  private readonly secureAgent: HttpsAgent;

  constructor(options: { readonly caFile: string | null; readonly proxy: string | null }) {
    this.proxy = options.proxy === null ? null : new URL(options.proxy);
    const ca = options.caFile === null ? {} : { ca: readFileSync(options.caFile) };
    const tls = { ...KEEP_ALIVE, ...ca, minVersion: 'TLSv1.2' as const };
    this.secureAgent = this.proxy === null ? new HttpsAgent(tls) : new TunnelAgent(this.proxy, tls);
  }

  /** Resolves with the answer's head; its body is the caller's to read or to destroy. */
  async open(request: HttpRequest): Promise<IncomingMessage> {
    try {
      return await this.openOnce(request);
    } catch (error) {
      // The server may have closed an idle connection in the moment in which it was used again.
      if (!(error instanceof StaleConnection)) throw error;
      return this.openOnce(request);
    }
  }

  private openOnce(request: HttpRequest): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const send = request.url.protocol === 'https:' ? httpsRequest : httpRequest;
      const outgoing = send({ ...this.route(request.url, request.headers), method: request.method }, resolve);
      const abort = (): void =>
        void outgoing.destroy(new AgentError('INTERRUPTED', 'the request was interrupted'));
      outgoing.setTimeout(request.idleMilliseconds, () => {
        outgoing.destroy(new AgentError('NO_ANSWER', `no byte for ${request.idleMilliseconds} ms`));
      });
      outgoing.once('error', (error) => {
        const isStale =
          outgoing.reusedSocket && errnoOf(error) === 'ECONNRESET' && !(request.body instanceof Readable);
        reject(isStale ? new StaleConnection() : error);
      });
      outgoing.once('close', () => request.signal?.removeEventListener('abort', abort));
      if (request.signal?.aborted) return abort();
      request.signal?.addEventListener('abort', abort);
      sendBody(outgoing, request.body);
    });
  }

  close(): void {
    this.plainAgent.destroy();
    this.secureAgent.destroy();
  }

  private route(url: URL, headers: OutgoingHttpHeaders): RequestOptions {
    const isSecure = url.protocol === 'https:';
    const path = `${url.pathname}${url.search}`;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const direct = { host, port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port), path, headers };
    if (isSecure) return { ...direct, agent: this.secureAgent };
    if (this.proxy === null) return { ...direct, agent: this.plainAgent };
    return {
      host: this.proxy.hostname,
      port: this.proxy.port === '' ? 80 : Number(this.proxy.port),
      path: `${url.origin}${path}`,
      headers: { host: url.host, ...proxyAuthorization(this.proxy), ...headers },
      agent: this.plainAgent,
    };
  }
}

function sendBody(outgoing: ClientRequest, body: HttpRequest['body']): void {
  if (body === undefined || typeof body === 'string') return void outgoing.end(body ?? '');
  body.once('error', (error) => outgoing.destroy(error));
  body.pipe(outgoing);
}

export async function readText(answer: IncomingMessage): Promise<string> {
  return (await readBytes(answer)).toString('utf8');
}

/** The whole body; refuses answers that are too long to be meant. */
export async function readBytes(answer: IncomingMessage, mostBytes = MAX_ANSWER_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += (chunk as Buffer).length;
    if (size > mostBytes) {
      answer.destroy();
      throw new AgentError('ANSWER_TOO_LARGE', `the answer is longer than ${mostBytes} bytes`);
    }
    chunks.push(chunk as Buffer);
  }
  if (!answer.complete) throw new AgentError('ANSWER_CUT', 'the answer was cut off');
  return Buffer.concat(chunks);
}
