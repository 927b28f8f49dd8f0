import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Measurement } from '../src/metrics/measurement.js';

export interface DesiredInTest {
  readonly bin: string;
  readonly sha256: string | null;
  readonly version?: string;
  readonly generation: number;
  readonly sizeBytes?: number;
  readonly urls?: readonly string[];
  readonly action?: 'stage' | 'activate' | 'revert';
  readonly kind?: 'file' | 'archive';
  readonly limits?: Readonly<Record<string, number>>;
  readonly mode?: string;
  readonly keepOldSeconds?: number;
}

export interface ObservedInTest {
  readonly bin: string;
  readonly sha256: string | null;
  readonly source: string | null;
  readonly healthy: boolean | null;
  readonly generation: number;
  readonly phase?: string;
  readonly kept?: readonly string[];
  readonly staged?: string | null;
  readonly error?: { code: string; message: string } | null;
}

export interface EventInTest {
  readonly id: string;
  readonly bin: string;
  readonly generation: number;
  readonly attempt: number;
  readonly seq: number;
  readonly phase: string;
  readonly error?: { code: string; message: string };
}

export interface SyncBody {
  readonly nodeId?: string;
  readonly agent: { version: string; instance: string };
  readonly facts?: Record<string, unknown>;
  readonly observed?: readonly ObservedInTest[];
  readonly events?: readonly EventInTest[];
  readonly held?: { reason: string; until: string | null } | null;
  readonly stateVersion?: string;
  readonly wait?: number;
  readonly measured?: readonly Measurement[];
}

type Download = (request: IncomingMessage, response: ServerResponse, content: Buffer, sha256: string) => void;

export function sha256Of(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A small console that speaks the node protocol, remembers everything it was told, and misbehaves when asked to. */
export class FakeConsole {
  readonly syncs: { body: SyncBody; authorization: string }[] = [];
  readonly events = new Map<string, EventInTest>();
  observed: readonly ObservedInTest[] = [];
  lifecycle = 'active';
  node = 'node-1';
  download: Download = serveFile;
  downloads: {
    url: string;
    range: string | undefined;
    ifRange: string | undefined;
    authorization: string | undefined;
  }[] = [];
  refuse: { status: number; code: string } | null = null;
  /** Somebody in front of it says this in its place. */
  inFront: object | null = null;
  enrolmentToken: string | null = null;
  /** How many of the events of one report are acknowledged. */
  acknowledgesAtOnce = Number.POSITIVE_INFINITY;
  readonly acknowledged = new Set<string>();
  rejectReports = false;
  /** How often it wants what was measured; null: it does not know of that. */
  measureAfterSeconds: number | null = null;
  /** What it answers to a request with something measured in it. */
  measuredStatus = 200;
  /** What it took in. */
  readonly measured: Measurement[] = [];
  now: () => number = () => Date.now();
  readonly uploads: { url: string; authorization: string; checksum: string; content: Buffer }[] = [];
  private readonly files = new Map<string, Buffer>();
  private desired: readonly DesiredInTest[] = [];
  private version = 1;
  private waiting = new Set<() => void>();
  private server: Server | null = null;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/v1`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.handle(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const answer of [...this.waiting]) answer();
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  }

  addFile(content: Buffer | string): string {
    const bytes = Buffer.from(content);
    const sha256 = sha256Of(bytes);
    this.files.set(sha256, bytes);
    return sha256;
  }

  want(...desired: DesiredInTest[]): void {
    this.desired = desired;
    this.news();
  }

  news(): void {
    this.version += 1;
    for (const answer of [...this.waiting]) answer();
  }

  /** Whether the agent has taken in the newest answer. */
  isHeard(): boolean {
    return this.syncs[this.syncs.length - 1]?.body.stateVersion === String(this.version);
  }

  observedBin(bin: string): ObservedInTest | undefined {
    return this.observed.find((entry) => entry.bin === bin);
  }

  phases(generation: number): readonly string[] {
    const events = [...this.events.values()].filter((event) => event.generation === generation);
    return events.sort((a, b) => a.seq - b.seq).map((event) => event.phase);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://console');
    if (url.pathname === '/api/v1/agent/sync') return this.sync(request, response);
    if (url.pathname.startsWith('/api/v1/bins/') && request.method === 'PUT')
      return this.upload(request, response);
    const sha256 = /^\/api\/v1\/download\/([0-9a-f]{64})$/.exec(url.pathname)?.[1] ?? '';
    const content = this.files.get(sha256);
    const { range, 'if-range': ifRange, authorization } = request.headers;
    this.downloads.push({ url: url.pathname, range, ifRange: ifRange as string | undefined, authorization });
    if (content === undefined) return void response.writeHead(404).end();
    this.download(request, response, content, sha256);
  }

  private async sync(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await readAll(request)).toString('utf8')) as SyncBody;
    const authorization = request.headers.authorization ?? '';
    this.syncs.push({ body, authorization });
    if (this.refuse !== null) {
      const problem = JSON.stringify({ code: this.refuse.code, status: this.refuse.status });
      return void response
        .writeHead(this.refuse.status, { 'content-type': 'application/problem+json' })
        .end(problem);
    }
    if (this.inFront !== null) return void response.writeHead(200).end(JSON.stringify(this.inFront));
    if (body.measured !== undefined && this.measuredStatus !== 200)
      return void response.writeHead(this.measuredStatus).end('{}');
    this.measured.push(...(body.measured ?? []));
    if (this.rejectReports && body.observed !== undefined) return void response.writeHead(422).end('{}');
    if (body.observed !== undefined) this.observed = body.observed;
    for (const event of body.events ?? []) this.events.set(event.id, event);
    const wait = body.stateVersion === String(this.version) ? (body.wait ?? 0) : 0;
    if (wait > 0) await this.waitForNews(wait);
    if (response.destroyed) return;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(this.answer(body, authorization)));
  }

  private waitForNews(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1_000);
      this.waiting.add(done);
    });
  }

  private answer(body: SyncBody, authorization: string): object {
    const acknowledged = (body.events ?? []).slice(0, this.acknowledgesAtOnce).map(({ id }) => id);
    for (const id of acknowledged) this.acknowledged.add(id);
    const isEnrolling = this.enrolmentToken !== null && authorization === `Bearer ${this.enrolmentToken}`;
    const bins = this.desired.map((entry) => ({
      version: null,
      sizeBytes: this.files.get(entry.sha256 ?? '')?.length ?? 0,
      urls: [`/download/${String(entry.sha256)}`],
      action: 'activate',
      ...entry,
    }));
    return {
      nodeId: this.node,
      serverTime: new Date(this.now()).toISOString(),
      ...(isEnrolling ? { token: `rcn_own_token_of_${this.node}` } : {}),
      stateVersion: String(this.version),
      lifecycle: this.lifecycle,
      ...(body.stateVersion === String(this.version) ? {} : { bins }),
      acknowledged,
      syncAfterSeconds: 0.2,
      ...(this.measureAfterSeconds === null ? {} : { measureAfterSeconds: this.measureAfterSeconds }),
    };
  }

  private async upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await readAll(request);
    const { authorization = '', 'x-checksum-sha256': checksum = '' } = request.headers;
    this.uploads.push({ url: request.url ?? '', authorization, checksum: String(checksum), content });
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"created":true}');
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  sha256: string,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? '0');
  const isPart = from > 0 && request.headers['if-range'] === `"${sha256}"`;
  const body = isPart ? content.subarray(from) : content;
  const range = isPart ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
  response.writeHead(isPart ? 206 : 200, { etag: `"${sha256}"`, 'content-length': body.length, ...range });
  response.end(body);
}
