import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeBuild {
  readonly job: string;
  readonly number: number;
  readonly queueId: number;
  readonly result: string | null;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, Buffer>>;
  readonly endedAt: number;
  readonly md5s?: Readonly<Record<string, string>>;
}

export type Mood =
  'well' | 'refusing' | 'silent' | 'failing' | 'truncated' | 'elsewhere' | 'resetting' | 'limited';

/** What of Jenkins the console speaks to, written from its formats; it checks who asks with code of its own. */
export class FakeJenkins {
  readonly user = 'console';
  readonly token = '11f3c0ffee';
  readonly builds: FakeBuild[] = [];
  readonly asked: string[] = [];
  /** Authorization headers of each path that was asked for. */
  readonly shown: (readonly [string, string | undefined])[] = [];
  /** What was posted to start builds. */
  readonly started: { readonly path: string; readonly body: string; readonly crumb: string | undefined }[] =
    [];
  mood: Mood = 'well';
  /** Jobs that alone do not answer as they should. */
  readonly sick = new Map<string, 'failing' | 'garbled' | 'endless'>();
  /** What jobs ask whoever starts them for. */
  readonly parameters = new Map<string, readonly string[]>();
  elsewhere = 'http://127.0.0.1:1/';
  queue: { cancelled?: boolean; why?: string; number?: number; isForgotten?: boolean } = {
    why: 'Waiting for next available executor',
  };
  private server: Server | undefined;
  private last = 0;

  async start(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/jenkins/`;
  }

  /** One more good build of one file, unless `more` says otherwise; it stands in the list of its job. */
  build(more: Partial<FakeBuild> = {}): FakeBuild {
    this.last += 1;
    const number = this.last;
    const made: FakeBuild = {
      ...{ job: 'team/my-svc', number, queueId: 1_000 + number, result: 'SUCCESS', endedAt: Date.now() },
      parameters: { VERSION: `1.0.${number}` },
      files: { 'dist/app-amd64': Buffer.from(`amd64 of ${number}`) },
      ...more,
    };
    this.builds.push(made);
    return made;
  }

  /** As the Notification plugin tells of a build: without what is null. */
  notification(build: FakeBuild, phase: 'QUEUED' | 'STARTED' | 'COMPLETED' | 'FINALIZED'): object {
    const path = `${addressOf(build.job)}${build.number}/`;
    const isOver = phase === 'COMPLETED' || phase === 'FINALIZED';
    return {
      name: build.job.split('/').at(-1),
      display_name: build.job.split('/').at(-1),
      url: addressOf(build.job),
      build: {
        full_url: `${this.url}${path}`,
        number: build.number,
        queue_id: build.queueId,
        timestamp: build.endedAt,
        duration: isOver ? 1_000 : 0,
        phase,
        ...(isOver && build.result ? { status: build.result } : {}),
        url: path,
        scm: { branch: 'origin/main', commit: 'a'.repeat(40), changes: [], culprits: ['alice'] },
        ...(build.parameters ? { parameters: build.parameters } : {}),
        log: '',
        notes: '',
        artifacts: isOver
          ? Object.fromEntries(
              Object.keys(build.files).map((file) => [
                file,
                { archive: `${this.url}${path}artifact/${file}` },
              ]),
            )
          : {},
      },
    };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    const path = decodeURIComponent(url.pathname).replace(/^\/jenkins\//, '');
    this.asked.push(path);
    this.shown.push([path, request.headers.authorization]);
    if (this.isMoody(request, response)) return;
    const expected = `Basic ${Buffer.from(`${this.user}:${this.token}`).toString('base64')}`;
    if (request.headers.authorization !== expected) return void response.writeHead(401).end();
    if (request.method === 'POST') return this.startBuild(path, request, response);
    if (path === 'api/json') return json(response, { mode: 'NORMAL' });
    if (path === 'crumbIssuer/api/json')
      return json(response, { crumb: 'c0ffee', crumbRequestField: 'Jenkins-Crumb' });
    if (path.startsWith('queue/item/')) return this.answerQueue(response);
    const build = this.builds.find((one) => path.startsWith(`${pathOf(one.job)}${one.number}/`));
    if (build)
      return this.answerBuild(build, path.slice(`${pathOf(build.job)}${build.number}/`.length), response);
    return this.answerJob(path.replace(/api\/json$/, ''), response);
  }

  private answerJob(path: string, response: ServerResponse): void {
    const mood = [...this.sick].find(([job]) => pathOf(job) === path)?.[1];
    if (mood === 'failing') return void response.writeHead(500).end('oops');
    if (mood === 'garbled') return void response.writeHead(200).end('{"builds":[');
    if (mood === 'endless') return void response.writeHead(200).end(Buffer.alloc(5 * 1024 ** 2, ' '));
    const builds = this.builds.filter((one) => pathOf(one.job) === path).map((one) => this.exported(one));
    const asked = [...this.parameters].find(([job]) => pathOf(job) === path)?.[1];
    if (builds.length === 0 && !asked) return void response.writeHead(404).end();
    const definitions = (asked ?? []).map((name) => ({ name }));
    json(response, {
      builds: builds.reverse(),
      property: definitions.length > 0 ? [{}, { parameterDefinitions: definitions }] : [{}],
    });
  }

  private isMoody(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.mood === 'well') return false;
    if (this.mood === 'refusing' || this.mood === 'resetting') request.socket.resetAndDestroy();
    if (this.mood === 'failing') response.writeHead(500).end('oops');
    if (this.mood === 'limited') response.writeHead(429, { 'retry-after': '120' }).end();
    if (this.mood === 'truncated') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"builds":[');
      setTimeout(() => response.destroy(), 10);
    }
    if (this.mood === 'elsewhere') response.writeHead(302, { location: this.elsewhere }).end();
    return true;
  }

  private startBuild(path: string, request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const crumb = request.headers['jenkins-crumb'];
      if (crumb !== 'c0ffee') return void response.writeHead(403).end();
      const isAsking = [...this.parameters].some(
        ([job, names]) => names.length > 0 && path === `${pathOf(job)}build`,
      );
      if (isAsking) return void response.writeHead(400).end('This page expects a form submission');
      this.started.push({ path, body, crumb });
      response.writeHead(201, { location: `${this.url}queue/item/4711/` }).end();
    });
  }

  private answerQueue(response: ServerResponse): void {
    const { cancelled, why, number, isForgotten } = this.queue;
    if (isForgotten) return void response.writeHead(404).end();
    json(response, {
      cancelled: cancelled ?? false,
      why: why ?? null,
      ...(number ? { executable: { number } } : {}),
    });
  }

  private answerBuild(build: FakeBuild, rest: string, response: ServerResponse): void {
    if (rest === 'api/json') return json(response, this.exported(build));
    const file = build.files[rest.replace(/^artifact\//, '')];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': file.length }).end(file);
  }

  private exported(build: FakeBuild): object {
    const md5 = (name: string, bytes: Buffer): string =>
      build.md5s?.[name] ?? createHash('md5').update(bytes).digest('hex');
    return {
      ...{
        number: build.number,
        queueId: build.queueId,
        result: build.result,
        building: build.result === null,
      },
      ...{
        timestamp: build.endedAt - 1_000,
        duration: 1_000,
        url: `${this.url}${addressOf(build.job)}${build.number}/`,
      },
      artifacts: Object.keys(build.files).map((relativePath) => ({ relativePath })),
      fingerprint: Object.entries(build.files).map(([name, bytes]) => ({
        fileName: name.split('/').at(-1),
        hash: md5(name, bytes),
      })),
      actions: [
        { parameters: Object.entries(build.parameters ?? {}).map(([name, value]) => ({ name, value })) },
        { lastBuiltRevision: { SHA1: 'a'.repeat(40), branch: [{ name: 'refs/remotes/origin/main' }] } },
      ],
    };
  }
}

function pathOf(job: string): string {
  return job
    .split('/')
    .map((name) => `job/${name}/`)
    .join('');
}

function addressOf(job: string): string {
  return pathOf(job).split('/').map(encodeURIComponent).join('/');
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
