import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { withDatabase, type TestDatabase } from './with-database.js';
import { entities } from '../src/app.module.js';
import { createApp } from '../src/create-app.js';
import type { Role } from '../src/platform/auth-guard/index.js';
import { parseSettings, type Settings } from '../src/platform/settings/index.js';

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into every kind of answer
  readonly body: any;
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  call(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The whole console on a database and data folder of its own, for the spec file that calls this. */
export class TestConsole {
  app: NestFastifyApplication;
  admin: Person;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'release-console-spec-'));
  private people = 0;

  constructor(
    readonly db: TestDatabase,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get settings(): Settings {
    const defaults = {
      LOG_LEVEL: 'silent',
      DATA_DIR: this.dataDir,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      // What it notes down is news that no other spec asked for.
      SCRUB_BYTES_PER_SECOND: '0',
    };
    return parseSettings({ ...defaults, ...this.env });
  }

  async start(): Promise<void> {
    this.app = await this.another();
    if (this.settings.admin) this.admin = await this.signIn(ADMIN.email, ADMIN.password);
  }

  /** One more replica on the same database. */
  async another(): Promise<NestFastifyApplication> {
    const app = await createApp({
      settings: this.settings,
      databaseUrl: this.db.url,
      signingKey: 'x'.repeat(32),
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async call(
    method: Method,
    path: string,
    options: {
      body?: unknown;
      headers?: Readonly<Record<string, string>>;
      app?: NestFastifyApplication;
    } = {},
  ): Promise<Answer> {
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const payload = options.body === undefined ? {} : { payload: options.body as object };
    const answer = await (options.app ?? this.app).inject({
      method,
      url,
      headers: { ...options.headers },
      ...payload,
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson && answer.payload ? answer.json() : answer.payload,
    };
  }

  async signIn(email: string, password: string): Promise<Person> {
    const { status, body } = await this.call('POST', '/auth/login', { body: { email, password } });
    if (status !== 200) throw new Error(`signing in answered ${status}`);
    const token = body.accessToken as string;
    return {
      id: body.user.id,
      email,
      token,
      call: (method, path, payload, headers) =>
        this.call(method, path, { body: payload, headers: { authorization: `Bearer ${token}`, ...headers } }),
    };
  }

  async newPerson(options: { isAdmin?: boolean } = {}): Promise<Person> {
    this.people += 1;
    const email = `person${this.people}@example.com`;
    const password = `password of person ${this.people}`;
    const { status } = await this.admin.call('POST', '/users', {
      email,
      name: `Person ${this.people}`,
      password,
      ...options,
    });
    if (status !== 201) throw new Error(`creating a person answered ${status}`);
    return this.signIn(email, password);
  }

  async newProject(
    code: string,
  ): Promise<{ readonly id: string; readonly environments: readonly { id: string; code: string }[] }> {
    const { status, body } = await this.admin.call('POST', '/projects', { code, name: `Project ${code}` });
    if (status !== 201) throw new Error(`creating a project answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async member(projectId: string, role: Role): Promise<Person> {
    const person = await this.newPerson();
    const { status } = await this.admin.call('PUT', `/projects/${projectId}/members/${person.id}`, { role });
    if (status !== 200) throw new Error(`adding a member answered ${status}`);
    return person;
  }
}

/** Starts before the first test of the calling file and stops after its last. */
export function withConsole(env: Readonly<Record<string, string>> = {}): TestConsole {
  const console = new TestConsole(withDatabase({ entities }), env);
  beforeAll(() => console.start(), 60_000);
  afterAll(() => console.stop(), 30_000);
  return console;
}

/** Until it no longer throws; for what arrives by notification. */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 5_000, pauseMs = 25): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
