import { rmSync } from 'node:fs';
import { promises } from 'node:fs';
import type { IncomingMessage } from 'node:http';

import type { ServerConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { statIfThere } from '../probes/file-hash.js';
import { faultpoint } from '../state/fault-point.js';
import type { Identity } from '../state/identity.js';
import type { HttpClient } from './http-client.js';
import { judgeAnswer, rangeHeaders } from './range-answer.js';
import type { RangeQuestion } from './range-answer.js';
import type { ServerList } from './server-list.js';
import { resolveUrl } from './server-list.js';

export interface DownloadRequest {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly urls: readonly string[];
  readonly partFile: string;
  readonly signal: AbortSignal;
}

const IDLE_MILLISECONDS = 30_000;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

interface Source {
  readonly server: ServerConfig;
  readonly url: URL;
}

/** Brings the missing bytes of a file, from the first address that works. */
export class Downloader {
  /** Who gave the end of a file. If it has to be brought once more it was wrong, so whoever else has it is asked first. */
  private readonly givers = new Map<string, string>();

  constructor(
    private readonly tools: {
      readonly client: HttpClient;
      readonly servers: ServerList;
      readonly identity: Identity;
    },
  ) {}

  async bring(request: DownloadRequest): Promise<void> {
    let lastError: unknown = new AgentError('DOWNLOAD_NO_ADDRESS', 'the console named no address');
    for (const source of this.sourcesOf(request)) {
      if (request.signal.aborted) throw new AgentError('INTERRUPTED', 'the download was interrupted');
      try {
        await this.bringFrom(source, request);
        this.givers.set(request.sha256, source.url.origin);
        return;
      } catch (error) {
        lastError = error;
      }
    }
    throw lastError;
  }

  private sourcesOf({ urls, sha256 }: DownloadRequest): readonly Source[] {
    const sources = this.tools.servers.inOrder().flatMap((server) =>
      urls.flatMap((reference) => {
        const url = resolveUrl(server, reference);
        return url === null ? [] : [{ server, url }];
      }),
    );
    const isGiver = ({ url }: Source): boolean => url.origin === this.givers.get(sha256);
    return [...sources.filter((source) => !isGiver(source)), ...sources.filter(isGiver)];
  }

  private async bringFrom({ server, url }: Source, request: DownloadRequest): Promise<void> {
    const offset = Number(statIfThere(request.partFile)?.size ?? 0);
    if (offset === request.sizeBytes && offset > 0) return;
    if (offset > request.sizeBytes) rmSync(request.partFile, { force: true });
    const question = { ...request, offset: offset > request.sizeBytes ? 0 : offset };
    const answer = await this.follow(server, url, question, request.signal);
    const verdict = judgeAnswer(question, answer.statusCode ?? 0, answer.headers);
    if (verdict.kind === 'append') return writeBody(answer, request, question.offset);
    if (verdict.kind === 'restart') return writeAnew(answer, request, verdict.mayGoOn);
    answer.destroy();
    if (verdict.kind === 'refuse') throw new AgentError(verdict.code, verdict.message);
    rmSync(request.partFile, { force: true });
    throw new AgentError('DOWNLOAD_RESTARTED', verdict.reason);
  }

  private async follow(
    server: ServerConfig,
    first: URL,
    question: RangeQuestion,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    let url = first;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.tools.client.open({
        method: 'GET',
        url,
        headers: { ...rangeHeaders(question), ...this.authorization(server, url) },
        idleMilliseconds: IDLE_MILLISECONDS,
        signal,
      });
      const location = answer.headers.location;
      if (!REDIRECTS.has(answer.statusCode ?? 0) || location === undefined) return answer;
      answer.destroy();
      const next = new URL(location, url);
      const isDowngrade = url.protocol === 'https:' && next.protocol !== 'https:';
      if (hops >= MAX_REDIRECTS || isDowngrade) {
        throw new AgentError('DOWNLOAD_REDIRECT', `the redirect to ${next.origin} is not followed`);
      }
      url = next;
    }
  }

  /** The token goes only to the console itself, never to a store that it points to. */
  private authorization(server: ServerConfig, url: URL): Record<string, string> {
    if (url.origin !== new URL(server.url).origin) return {};
    const credentials = this.tools.identity.credentialsFor(server);
    return credentials === null ? {} : { authorization: credentials.authorization };
  }
}

async function writeAnew(answer: IncomingMessage, request: DownloadRequest, mayGoOn: boolean): Promise<void> {
  try {
    await writeBody(answer, request, 0);
  } catch (error) {
    if (!mayGoOn) rmSync(request.partFile, { force: true });
    throw error;
  }
}

async function writeBody(answer: IncomingMessage, request: DownloadRequest, offset: number): Promise<void> {
  const file = await promises.open(request.partFile, offset === 0 ? 'w' : 'r+', 0o600);
  let position = offset;
  try {
    for await (const chunk of answer) {
      const bytes = chunk as Buffer;
      if (position + bytes.length > request.sizeBytes) {
        rmSync(request.partFile, { force: true });
        throw new AgentError('SIZE_EXCEEDED', `more than the declared ${request.sizeBytes} bytes came`);
      }
      const at = position;
      await faultpoint('download.write', () => writeAll(file, bytes, at));
      position += bytes.length;
    }
  } finally {
    answer.destroy();
    await file.close();
  }
  if (position < request.sizeBytes) {
    throw new AgentError('DOWNLOAD_CUT', `${position} of ${request.sizeBytes} bytes came`);
  }
}

interface Writable {
  write(bytes: Buffer, from: number, length: number, at: number): Promise<{ readonly bytesWritten: number }>;
}

/** A disk that is nearly full takes a part, and says that it is full only when it is asked to take the rest. */
export async function writeAll(file: Writable, bytes: Buffer, at: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written);
    written += bytesWritten;
  }
}
