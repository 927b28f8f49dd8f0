import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/create-app.js';
import { httpServerOf } from '../../src/platform/http/index.js';
import { parseSettings } from '../../src/platform/settings/index.js';
import type { Canary, Sink } from './canary-search.js';

export interface Heard {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into every kind of answer
  readonly body: any;
  readonly headers: Headers;
}

interface Call {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The one answer in which a secret is given to whom it belongs; it is not searched. */
  readonly isDelivery?: boolean;
}

/** A console whose output, answers and tables are all kept, to be searched for secrets. */
export class CanaryConsole {
  readonly canaries: Canary[] = [];
  readonly unused = new Set<string>();
  private readonly answers: string[] = [];
  private readonly output: string[] = [];
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'release-console-canaries-'));
  private readonly spies: jest.SpyInstance[] = [];
  private app: NestFastifyApplication | undefined;
  private base = '';

  constructor(private readonly source: DataSource) {}

  /** Output is kept from before the start. */
  async start(options: {
    readonly databaseUrl: string;
    readonly secretKey: string;
    readonly env: Readonly<Record<string, string>>;
  }): Promise<void> {
    for (const stream of [process.stdout, process.stderr])
      this.spies.push(
        jest.spyOn(stream, 'write').mockImplementation((chunk) => this.output.push(String(chunk)) > 0),
      );
    const settings = parseSettings({ LOG_LEVEL: 'debug', DATA_DIR: this.dataDir, ...options.env });
    this.app = await createApp({
      settings,
      databaseUrl: options.databaseUrl,
      signingKey: options.secretKey,
    });
    await this.app.listen(0, '127.0.0.1');
    this.base = `http://127.0.0.1:${(httpServerOf(this.app).server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    for (const spy of this.spies) spy.mockRestore();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get printed(): string {
    return this.output.join('');
  }

  /** A secret of our own making, with what each way of encoding makes something else of. */
  make(name: string): string {
    return this.plant(
      name,
      `${randomBytes(18).toString('base64url')}"ü/+&% ${randomBytes(9).toString('hex')}`,
    );
  }

  /** Remembers a secret; it counts when `isUsed` was called for it. */
  plant(name: string, secret: string): string {
    this.canaries.push({ name, secret });
    this.unused.add(name);
    return secret;
  }

  isUsed(name: string, works: boolean): void {
    if (works) this.unused.delete(name);
  }

  async call(method: string, path: string, call: Call = {}): Promise<Heard> {
    const headers = new Headers(call.headers);
    if (call.token !== undefined) headers.set('authorization', `Bearer ${call.token}`);
    const isText = typeof call.body === 'string';
    if (call.body !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/json');
    const body =
      call.body === undefined ? {} : { body: isText ? String(call.body) : JSON.stringify(call.body) };
    const answer = await fetch(`${this.base}${path}`, { method, headers, ...body, redirect: 'manual' });
    const text = await answer.text();
    if (!call.isDelivery)
      this.answers.push(`${method} ${answer.status} ${JSON.stringify([...answer.headers])}\n${text}`);
    return {
      status: answer.status,
      text,
      body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined,
      headers: answer.headers,
    };
  }

  /** All that anybody could read but whom a secret was given to. */
  async sinks(): Promise<readonly Sink[]> {
    const tables = await this.source.query<{ name: string }[]>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const dump: Sink[] = [];
    for (const { name } of tables) {
      const rows = await this.source.query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
      const json = await this.source.query<{ row: string }[]>(
        `SELECT to_json(t)::text AS row FROM ${name} t`,
      );
      dump.push({ name: `table ${name}`, text: [...rows, ...json].map(({ row }) => row).join('\n') });
    }
    return [
      { name: 'output', text: this.printed },
      ...this.answers.map((text, index) => ({ name: `answer ${index} (${text.slice(0, 40)})`, text })),
      ...dump,
    ];
  }
}
