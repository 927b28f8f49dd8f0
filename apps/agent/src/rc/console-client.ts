import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

import { AgentError, errnoOf } from '../errors.js';
import { backoffMilliseconds } from '../transport/backoff.js';
import type { HttpClient } from '../transport/http-client.js';
import { readBytes } from '../transport/http-client.js';
import type { ProblemBody } from './rc-error.js';
import { EXIT, RcError, Refusal } from './rc-error.js';
import type { Language, Text } from './text.js';
import { text } from './text.js';

const IDLE_MILLISECONDS = 120_000;
const MOST_BYTES = 64 * 1024 ** 2;
const PAUSES = { minMilliseconds: 500, maxMilliseconds: 8_000 };
const WORTH_ANOTHER_TRY = new Set([408, 425, 429, 500, 502, 503, 504]);
const LONGEST_RETRY_AFTER_SECONDS = 60;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
const KEY = /^[\x21-\x7e]{1,200}$/;
const HOPELESS = new Set(['ENOTFOUND', 'ANSWER_TOO_LARGE']);

export type Query = Readonly<Record<string, string | undefined>>;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Query;
  readonly headers?: OutgoingHttpHeaders;
  /** Made anew for each try. */
  readonly body?: () => string | Readable;
}

export interface Received {
  readonly status: number;
  readonly bytes: Buffer;
}

export interface ConsoleClientOptions {
  readonly http: HttpClient;
  /** Without `/api/v1`. */
  readonly url: URL;
  readonly token: string;
  readonly language: Language;
  readonly retries: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onRetry: (words: Text) => void;
}

/** Every call may be sent again: reads change nothing, writes carry a key under which they count once. */
export class ConsoleClient {
  constructor(private readonly options: ConsoleClientOptions) {}

  /** The same, for whoever asks again by themselves. */
  withRetries(retries: number): ConsoleClient {
    return new ConsoleClient({ ...this.options, retries });
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return jsonOf<T>(await this.send({ method: 'GET', path, query }));
  }

  async post<T>(path: string, body: unknown, key: string = randomUUID()): Promise<T> {
    const words = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(words),
      'idempotency-key': keyToSend(key),
    };
    return jsonOf<T>(await this.send({ method: 'POST', path, headers, body: () => words }));
  }

  /** @throws Refusal, or RcError when there is no answer to be had */
  async send(call: Call): Promise<Received> {
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.sendOnce(call);
      if ('status' in outcome) return outcome;
      if (!outcome.isWorthAnotherTry || failures > this.options.retries) throw outcome.error;
      const pause = outcome.waitSeconds ?? backoffMilliseconds(failures, PAUSES, Math.random()) / 1000;
      const { en, zh } = outcome.error.words;
      const seconds = pause.toFixed(1);
      this.options.onRetry(text(`${en} Asking again in ${seconds} s.`, `${zh} ${seconds} 秒后重试。`));
      await this.options.sleep(pause * 1000);
    }
  }

  private async sendOnce(call: Call): Promise<Received | Failed> {
    try {
      const answer = await this.open(call);
      const status = answer.statusCode ?? 0;
      const bytes = await readBytes(answer, MOST_BYTES);
      if (status >= 200 && status < 300) return { status, bytes };
      const error = new Refusal(status, problemOf(bytes));
      return { error, isWorthAnotherTry: WORTH_ANOTHER_TRY.has(status), waitSeconds: retryAfter(answer) };
    } catch (error) {
      return lost(error, this.options.url);
    }
  }

  private async open({ method, path, query = {}, headers = {}, body }: Call): Promise<IncomingMessage> {
    const url = new URL(this.options.url.href);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1${path}`;
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    const sent = body?.();
    const stream = typeof sent === 'object' ? sent : null;
    const { token, language } = this.options;
    const own = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'accept-language': language,
    };
    const request = {
      method,
      url,
      headers: { ...own, ...headers },
      ...(sent === undefined ? {} : { body: sent }),
      idleMilliseconds: IDLE_MILLISECONDS,
    };
    try {
      const answer = await this.options.http.open(request);
      // Refused before it had all: the rest need not be sent.
      if ((answer.statusCode ?? 0) >= 300) stream?.destroy();
      return answer;
    } catch (error) {
      stream?.destroy();
      throw error;
    }
  }
}

/** Names of jobs have blanks and other letters, which a key in a header may not have. */
function keyToSend(key: string): string {
  return KEY.test(key) ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

interface Failed {
  readonly error: RcError;
  readonly isWorthAnotherTry: boolean;
  readonly waitSeconds?: number | undefined;
}

function lost(error: unknown, url: URL): Failed {
  const code = errnoOf(error) ?? 'NO_ANSWER';
  const why = error instanceof Error && error.message !== '' ? error.message : code;
  if (error instanceof RcError) return { error, isWorthAnotherTry: false };
  if (CERTIFICATE.test(code)) {
    const hint = text(
      'Name the CA that signed it with --ca FILE or RC_CA.',
      '请用 --ca FILE 或 RC_CA 指定签发它的 CA。',
    );
    const words = text(
      `The certificate of ${url.host} is not trusted: ${why}.`,
      `${url.host} 的证书不受信任：${why}。`,
    );
    return { error: new RcError(EXIT.other, 'CERTIFICATE_REFUSED', words, hint), isWorthAnotherTry: false };
  }
  const words = text(`${url.host} gives no answer: ${why}.`, `${url.host} 没有应答：${why}。`);
  const word = error instanceof AgentError ? error.code : 'NO_ANSWER';
  return { error: new RcError(EXIT.other, word, words), isWorthAnotherTry: !HOPELESS.has(code) };
}

function problemOf(bytes: Buffer): ProblemBody {
  try {
    return (JSON.parse(bytes.toString('utf8')) ?? {}) as ProblemBody;
  } catch {
    return {};
  }
}

function retryAfter({ headers }: IncomingMessage): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : undefined;
}

function jsonOf<T>({ bytes }: Received): T {
  try {
    return JSON.parse(bytes.toString('utf8')) as T;
  } catch {
    throw new RcError(
      EXIT.other,
      'NOT_THE_CONSOLE',
      text(
        'What answered is no Release Console; look at the address.',
        '应答方不是 Release Console；请检查地址。',
      ),
    );
  }
}
