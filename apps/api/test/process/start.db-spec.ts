import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { postmasterPid } from '../../src/platform/database/embedded/postmaster-pid.js';
import { clusterOf } from '../temporary-data-dir.mjs';
import { ConsoleProcess, freePort, temporaryDirectory } from './console-process.js';

/** More than the sockets between hold. */
const LARGE_BYTES = 32 * 1024 ** 2;
const ADMIN = { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'correct horse battery' };

async function health(port: number): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}/health`)).status;
}

async function token(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Processes whose command line names the folder: the embedded PostgreSQL of a console, if it is there. */
function processesOf(path: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path) && Number(pid) !== process.pid;
    } catch {
      return false;
    }
  });
}

async function untilNone(path: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (processesOf(path).length > 0) {
    if (Date.now() > deadline) throw new Error(`still there: ${processesOf(path).join(' ')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe('the console as a process', () => {
  const data = temporaryDirectory();
  afterAll(() => data.remove());

  it('keeps its data over kill -9, and ends with one sentence when its database does', async () => {
    const port = await freePort();
    const env = { PORT: String(port), DATA_DIR: data.path, ...ADMIN };
    const first = new ConsoleProcess(env);
    await first.listening();
    expect(await health(port)).toBe(200);
    const created = await fetch(`http://127.0.0.1:${port}/api/v1/projects`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(port)}` },
      body: JSON.stringify({ code: 'kept', name: 'Kept' }),
    });
    expect(created.status).toBe(201);
    first.kill('SIGKILL');
    await first.exit;

    const second = new ConsoleProcess(env);
    await second.listening();
    const kept = await fetch(`http://127.0.0.1:${port}/api/v1/projects/kept`, {
      headers: { authorization: `Bearer ${await token(port)}` },
    });
    expect(kept.status).toBe(200);
    const postmaster = postmasterPid(clusterOf(data.path));
    if (!postmaster) throw new Error('there is no PostgreSQL to end');
    process.kill(postmaster, 'SIGQUIT');
    expect(await second.exit).toEqual({ code: 1, signal: null });
    expect(second.output).toMatch(/can't go on: its PostgreSQL has ended \(.+\); start it again$/m);
  }, 90_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'F52 lets an upload and a download that are under way finish at %s, ends within 10 s and leaves nothing behind',
    async (signal) => {
      const port = await freePort();
      const console = new ConsoleProcess({ PORT: String(port), DATA_DIR: data.path, ...ADMIN });
      await console.listening();
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token(port)}` };
      const base = `http://127.0.0.1:${port}/api/v1`;
      const project = (await (await fetch(`${base}/projects/kept`, { headers })).json()) as { id: string };
      const name = `slow-${signal.toLowerCase()}`;
      const bin = JSON.stringify({ projectId: project.id, name });
      expect((await fetch(`${base}/bins`, { method: 'POST', headers, body: bin })).status).toBe(201);
      const large = { method: 'PUT', headers, body: Buffer.alloc(LARGE_BYTES, name) };
      expect((await fetch(`${base}/bins/${name}/versions/1/artifacts/amd64`, large)).status).toBe(201);

      const upload = slowUpload(
        port,
        headers.authorization,
        `/api/v1/bins/${name}/versions/2/artifacts/amd64`,
      );
      const download = slowDownload(port, headers.authorization, `/api/v1/download/${name}-1`);
      await Promise.all([upload.begun, download.begun]);
      const started = Date.now();
      console.kill(signal);
      await new Promise((done) => setTimeout(done, 300));
      upload.finish();
      expect(await download.finish()).toBe(LARGE_BYTES);
      expect(await upload.status).toBe(201);
      expect(await console.exit).toEqual({ code: 0, signal: null });
      expect(Date.now() - started).toBeLessThan(10_000);
      await untilNone(data.path, 5_000);
    },
    60_000,
  );

  it.each([
    [
      'a port in use, before a set-up link is printed that nobody would answer',
      async (port: number) => ({ PORT: String(port), DATA_DIR: `${data.path}/new` }),
      /port \d+ is in use/,
    ],
    [
      'a database that does not answer',
      async () => ({
        PORT: '0',
        DATA_DIR: data.path,
        DATABASE_URL: `postgres://u:p@127.0.0.1:${await freePort()}/x`,
      }),
      /database at 127\.0\.0\.1:\d+ can't be reached/,
    ],
    [
      'settings with faults',
      async () => ({ PORT: 'http', DATA_DIR: data.path, ADMIN_EMAIL: 'x' }),
      /2 faults|3 faults/,
    ],
    [
      'a data directory that is a file',
      async () => ({ PORT: '0', DATA_DIR: __filename }),
      /data directory .* can't be written/,
    ],
    [
      'a data directory that nobody can make',
      async () => ({ PORT: '0', DATA_DIR: '/proc/release-console/data' }),
      /data directory .* can't be written/,
    ],
  ] as const)(
    'says %s in one sentence, with an exit code',
    async (_, envOf, sentence) => {
      const blocker = createServer().listen(0, '127.0.0.1');
      await new Promise((done) => blocker.once('listening', done));
      const address = blocker.address();
      const console = new ConsoleProcess(
        await envOf(typeof address === 'object' && address ? address.port : 0),
      );
      expect(await console.exit).toEqual({ code: 1, signal: null });
      blocker.close();
      expect(console.output).toMatch(sentence);
      expect(console.output.trim().split('\n')).toHaveLength(1);
      expect(console.output).not.toContain('    at ');
    },
    30_000,
  );

  it('keeps its secret readable for its owner only', () => {
    expect(statSync(`${data.path}/secret.key`).mode & 0o777).toBe(0o600);
  });
});

function slowUpload(
  port: number,
  authorization: string,
  path: string,
): { readonly begun: Promise<void>; readonly status: Promise<number>; finish(): void } {
  // The console says so as soon as it has heard of the upload.
  const expect = '100-continue';
  const headers = { authorization, 'content-type': 'application/octet-stream', 'content-length': 8, expect };
  const upload = request({ port, host: '127.0.0.1', method: 'PUT', path, headers });
  const status = new Promise<number>((done, fail) => {
    upload.once('response', (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    upload.once('error', fail);
  });
  const begun = new Promise<void>((done) =>
    upload.once('continue', () => void upload.write('half', () => done())),
  );
  upload.flushHeaders();
  return { begun, status, finish: () => upload.end('half') };
}

/** Reads nothing until `finish`, which tells how many bytes came in the end. */
function slowDownload(
  port: number,
  authorization: string,
  path: string,
): { readonly begun: Promise<IncomingMessage>; finish(): Promise<number> } {
  const download = request({ port, host: '127.0.0.1', path, headers: { authorization } });
  const begun = new Promise<IncomingMessage>((done, fail) => {
    download.once('response', done).once('error', fail).end();
  });
  const finish = async (): Promise<number> => {
    let bytes = 0;
    for await (const chunk of await begun) bytes += (chunk as Buffer).length;
    return bytes;
  };
  return { begun, finish };
}
