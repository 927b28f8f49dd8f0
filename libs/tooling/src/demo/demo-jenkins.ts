import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Program } from '../fleet/programs.js';
import { serveLocally, type LocalServer } from './local-server.js';

/** What of Jenkins the demo plays: one job, its finished builds and their one file. */
export interface JenkinsBuild {
  readonly number: number;
  readonly version: string;
  readonly result: 'SUCCESS' | 'FAILURE';
  readonly program: Program;
  readonly startedAt: number;
}

type Phase = 'COMPLETED' | 'FINALIZED';

export const JOB = 'demo/gateway';
const JOB_PATH = 'job/demo/job/gateway/';
const FOLDER = 'jenkins/';
const LASTED_MS = 1_000;
const COMMIT = 'd'.repeat(40);
const ARCH = process.arch === 'x64' ? 'amd64' : process.arch;
const FILE = `dist/gateway-${ARCH}`;

/** No Jenkins, but a server of the demo that answers as one, and tells of its builds as its Notification plugin does. */
export class DemoJenkins {
  readonly userName = 'console';
  readonly token = randomBytes(17).toString('hex');
  private readonly builds: JenkinsBuild[] = [];
  private server: LocalServer | undefined;

  async start(): Promise<void> {
    this.server = await serveLocally((request, response) => this.answer(request, response));
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  get baseUrl(): string {
    if (!this.server) throw new Error('the Jenkins of the demo is not started');
    return this.server.url + FOLDER;
  }

  /** A build that has just ended, of which nobody was told yet. */
  build(version: string, program: Program, result: JenkinsBuild['result'] = 'SUCCESS'): JenkinsBuild {
    const number = this.builds.length + 1;
    const build = { number, version, program, result, startedAt: Date.now() - LASTED_MS };
    this.builds.push(build);
    return build;
  }

  /** The plugin proves who it is by the address alone, and never repeats what got no answer. */
  async tell(url: string, build: JenkinsBuild, phase: Phase): Promise<void> {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.notification(build, phase)),
    });
    if (status !== 200 && status !== 202)
      throw new Error(`the webhook answered ${status} to ${phase} of build ${build.number}`);
  }

  private notification({ number, version, result, startedAt }: JenkinsBuild, phase: Phase): object {
    const path = `${JOB_PATH}${number}/`;
    return {
      name: 'gateway',
      display_name: 'gateway',
      url: JOB_PATH,
      build: {
        full_url: this.baseUrl + path,
        number,
        queue_id: 100 + number,
        timestamp: startedAt + LASTED_MS,
        duration: LASTED_MS,
        phase,
        status: result,
        url: path,
        scm: { branch: 'origin/main', commit: COMMIT, changes: [], culprits: ['demo-developer'] },
        parameters: { VERSION: version },
        log: '',
        notes: '',
        artifacts: { [FILE]: { archive: `${this.baseUrl}${path}artifact/${FILE}` } },
      },
    };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const expected = `Basic ${Buffer.from(`${this.userName}:${this.token}`).toString('base64')}`;
    if (request.headers.authorization !== expected) return void response.writeHead(401).end();
    const [path = ''] = (request.url ?? '').slice(1).split('?');
    if (!path.startsWith(FOLDER + JOB_PATH)) return void response.writeHead(404).end();
    const place = path.slice(FOLDER.length + JOB_PATH.length);
    if (place === 'api/json')
      return json(response, { builds: this.builds.map((one) => this.exported(one)).reverse() });
    const build = this.builds.find(({ number }) => place.startsWith(`${number}/`));
    if (build && place === `${build.number}/api/json`) return json(response, this.exported(build));
    if (build && place === `${build.number}/artifact/${FILE}`) return file(response, build.program.path);
    response.writeHead(404).end();
  }

  private exported({ number, version, result, program, startedAt }: JenkinsBuild): object {
    return {
      number,
      queueId: 100 + number,
      result,
      building: false,
      timestamp: startedAt,
      duration: LASTED_MS,
      url: `${this.baseUrl}${JOB_PATH}${number}/`,
      artifacts: [{ relativePath: FILE }],
      fingerprint: [{ fileName: FILE.split('/').at(-1), hash: md5Of(program.path) }],
      actions: [
        { parameters: [{ name: 'VERSION', value: version }] },
        { lastBuiltRevision: { SHA1: COMMIT, branch: [{ name: 'refs/remotes/origin/main' }] } },
      ],
    };
  }
}

/** Jenkins knows its files by no better digest. */
function md5Of(path: string): string {
  return createHash('md5').update(readFileSync(path)).digest('hex');
}

function file(response: ServerResponse, path: string): void {
  response.writeHead(200, { 'content-length': statSync(path).size });
  createReadStream(path).pipe(response);
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
