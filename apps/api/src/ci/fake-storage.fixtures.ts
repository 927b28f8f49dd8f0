import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server on a port of its own that remembers what it was asked. */
export class FakeHost {
  readonly asked: Asked[] = [];
  private server: Server | undefined;

  constructor(private readonly answer: (url: URL, asked: Asked, response: ServerResponse) => void) {}

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', this.origin);
      const asked = { path: `${url.pathname}${url.search}`, headers: request.headers };
      this.asked.push(asked);
      this.answer(url, asked, response);
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }
}

/**
 * Where GitLab and GitHub keep large files: another host, whose addresses are signed and hold once. Whoever shows a token
 * there as well is refused, as it is by those that exist.
 */
export class FakeStorage {
  isCutting = false;
  private readonly files = new Map<string, Buffer>();
  private readonly host = new FakeHost((url, asked, response) => this.answer(url, asked, response));

  get asked(): readonly Asked[] {
    return this.host.asked;
  }

  start(): Promise<void> {
    return this.host.start();
  }

  stop(): Promise<void> {
    return this.host.stop();
  }

  /** An address under which these bytes are given to whoever asks first. */
  addressOf(bytes: Buffer): string {
    const name = randomUUID();
    this.files.set(name, bytes);
    return `${this.host.origin}/artifacts/${name}?se=2026-01-01T00%3A00%3A00Z&sig=${sealOf(name)}`;
  }

  private answer(url: URL, { headers }: Asked, response: ServerResponse): void {
    const name = url.pathname.replace('/artifacts/', '');
    const bytes = this.files.get(name);
    if (headers.authorization !== undefined || headers['private-token'] !== undefined)
      return void response.writeHead(400).end('InvalidAuthenticationInfo');
    if (!bytes || url.searchParams.get('sig') !== sealOf(name)) return void response.writeHead(403).end();
    this.files.delete(name);
    sendFile(response, bytes, this.isCutting);
  }
}

/** A GitLab or GitHub on a port of its own, beside the storage that it sends on to. */
export abstract class FakeForge {
  readonly storage = new FakeStorage();
  protected readonly host = new FakeHost((url, asked, response) => this.answer(url, asked, response));

  async start(): Promise<void> {
    await Promise.all([this.host.start(), this.storage.start()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.host.stop(), this.storage.stop()]);
  }

  get asked(): readonly Asked[] {
    return this.host.asked;
  }

  protected abstract answer(url: URL, asked: Asked, response: ServerResponse): void;
}

/** @param isCut the connection ends in the middle of the file, whose whole length was told */
export function sendFile(response: ServerResponse, bytes: Buffer, isCut: boolean): void {
  response.writeHead(200, { 'content-type': 'application/zip', 'content-length': bytes.length });
  if (!isCut) return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  setTimeout(() => response.destroy(), 10);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

function sealOf(name: string): string {
  return createHash('sha256').update(`storage ${name}`).digest('hex').slice(0, 32);
}
