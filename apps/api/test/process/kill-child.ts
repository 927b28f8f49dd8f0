import 'reflect-metadata';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

/**
 * A console that drives one release to its end and kills itself before or after its n-th statement. Started again
 * without that, it goes on from whatever is there. What its hosts did is written to files, as on real hosts.
 */
const [dist, url, folder, releaseId, killAt, side] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  'before' | 'after',
];
const NODES = ['kill-0', 'kill-1', 'kill-2'];
let count = 0;

interface Host {
  generation: number;
  running: string | null;
}

function armed(): void {
  const prototype = pg.Client.prototype as unknown as { query: (...parameters: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function (this: unknown, ...parameters: unknown[]) {
    count += 1;
    if (String(count) !== killAt) return query.apply(this, parameters);
    if (side === 'before') process.kill(process.pid, 'SIGKILL');
    const answer = query.apply(this, parameters);
    void Promise.resolve(answer).finally(() => process.kill(process.pid, 'SIGKILL'));
    return answer;
  };
}

async function person(
  app: NestFastifyApplication,
  name: string,
): Promise<(method: 'GET' | 'POST', path: string) => Promise<{ status: string }>> {
  const payload = { email: `${name}@example.com`, password: `password of ${name}` };
  const login = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload });
  const headers = { authorization: `Bearer ${login.json<{ accessToken: string }>().accessToken}` };
  return async (method, path) => (await app.inject({ method, url: `/api/v1${path}`, headers })).json();
}

async function live(app: NestFastifyApplication, id: string): Promise<void> {
  const file = join(folder, `${id}.json`);
  const host: Host = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Host)
    : { generation: 0, running: null };
  const answer = await call(app, id, host);
  const wanted = answer.bins?.find(({ bin }) => bin === 'killed');
  if (!wanted || wanted.generation <= host.generation || wanted.sha256 === null) return;
  appendFileSync(join(folder, 'acted.log'), `${id} ${wanted.generation} ${wanted.sha256}\n`);
  writeFileSync(
    file,
    JSON.stringify({ generation: wanted.generation, running: wanted.sha256 } satisfies Host),
  );
}

async function call(
  app: NestFastifyApplication,
  id: string,
  host: Host,
): Promise<{ bins?: { bin: string; generation: number; sha256: string | null }[] }> {
  const observed = [
    {
      bin: 'killed',
      sha256: host.running,
      source: host.running ? 'process' : null,
      healthy: host.running ? true : null,
      generation: host.generation,
    },
  ];
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/agent/sync',
    headers: { authorization: `Bearer rcn_${id}` },
    payload: { agent: { version: '0.1.0', instance: id }, observed },
  });
  return answer.json();
}

async function drive(app: NestFastifyApplication): Promise<void> {
  const manager = await person(app, 'manager');
  const approver = await person(app, 'approver');
  for (const id of NODES) await live(app, id);
  armed();
  for (;;) {
    const { status } = await manager('GET', `/releases/${releaseId}`);
    if (status === 'draft') await manager('POST', `/releases/${releaseId}/submit`);
    if (status === 'pending_approval') await approver('POST', `/releases/${releaseId}/approve`);
    if (status === 'approved') await manager('POST', `/releases/${releaseId}/deploy`);
    if (status.startsWith('completed') || status.startsWith('rolled_back')) return;
    for (const id of NODES) await live(app, id);
    await new Promise((done) => setTimeout(done, 20));
  }
}

// The built console: decorators need metadata that a bundle does not have.
const { createApp } = (await import(join(dist, 'create-app.js'))) as typeof import('../../src/create-app.js');
const { parseSettings } = (await import(
  join(dist, 'platform/settings/index.js')
)) as typeof import('../../src/platform/settings/index.js');

const settings = parseSettings({
  LOG_LEVEL: 'silent',
  DATA_DIR: folder,
  TICK_INTERVAL_MS: '50',
  SYNC_INTERVAL_SECONDS: '1',
});
const app = await createApp({ settings, databaseUrl: url, signingKey: 'k'.repeat(32) });
await app.init();
await app.getHttpAdapter().getInstance().ready();
setTimeout(() => process.exit(3), 60_000).unref();
await drive(app);
process.stdout.write(String(count));
await app.close();
process.exit(0);
