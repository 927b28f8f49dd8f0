import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { createApp } from './create-app.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/database/embedded/index.js';
import { httpServerOf } from './platform/http/index.js';
import { loadSecretKey, parseSettings, type Settings } from './platform/settings/index.js';

const DRAIN_MS = 8_000;
const IDLE_LOOK_MS = 100;

/** Runs until a signal; resolves with the exit code. Every fault that an operator can mend is one sentence on stderr. */
export async function startConsole(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const stops: (() => Promise<void>)[] = [];
  const signal = untilSignal();
  let isUp = false;
  try {
    const settings = parseSettings(env);
    ensureWritable(settings.dataDir);
    await ensureFree(settings);
    const { url: databaseUrl, lost } = await databaseOf(settings, stops);
    await ensureReachable(databaseUrl);
    const app = await createApp({ settings, databaseUrl, signingKey: loadSecretKey(settings) });
    stops.unshift(() => drain(app));
    await app.listen(settings.port, settings.host);
    process.stdout.write(`Release Console listens on ${await app.getUrl()}\n`);
    isUp = true;
    await Promise.race([signal, lost.then(refuseToGoOn)]);
    return 0;
  } catch (error) {
    process.stderr.write(`Release Console can't ${isUp ? 'go on' : 'start'}: ${explain(error)}\n`);
    return 1;
  } finally {
    for (const stop of stops)
      await stop().catch((error: unknown) => process.stderr.write(`While stopping: ${explain(error)}\n`));
    // A socket that somebody still holds must not keep the process alive after everything was closed.
    setTimeout(() => process.exit(), 500).unref();
  }
}

type Reached = Pick<EmbeddedPostgres, 'url' | 'lost'>;

/** The one of the settings, which may come and go, or one of our own, without which there is nothing to serve. */
async function databaseOf(settings: Settings, stops: (() => Promise<void>)[]): Promise<Reached> {
  if (settings.databaseUrl) return { url: settings.databaseUrl, lost: new Promise(() => undefined) };
  const embedded = await startEmbeddedPostgres({
    dataDir: settings.dataDir,
    log: (line: string) => process.stdout.write(`${line}\n`),
  });
  stops.push(() => embedded.stop());
  return embedded;
}

/** Whoever started this process starts it again, and the database recovers then. */
function refuseToGoOn(said: string): never {
  throw new Error(`its PostgreSQL has ended (${said}); start it again`);
}

/** Requests under way may finish; whoever is still there after the limit is cut off. */
async function drain(app: NestFastifyApplication): Promise<void> {
  const { server } = httpServerOf(app);
  // A connection that becomes idle only now would otherwise be waited for until the limit.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearInterval(idle);
  clearTimeout(cut);
}

function ensureWritable(dataDir: string): void {
  try {
    makeDirectory(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `the data directory ${dataDir} can't be written (${(error as Error).message}); set DATA_DIR to a folder that can`,
    );
  }
}

/** Level by level: `recursive` never returns below a folder in which nothing can be made, such as /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
}

/** Found out before the database starts and a set-up link is printed that somebody else would answer. */
function ensureFree({ port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function ensureReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(`the database at ${host} can't be reached (${reason(error)}); check DATABASE_URL`);
  }
}

function explain(error: unknown): string {
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') return `port ${String(port)} is in use; stop what listens there or set PORT`;
  if (code === 'EACCES' && port !== undefined)
    return `port ${String(port)} needs more rights; set PORT to one above 1023`;
  return reason(error);
}

function reason(error: unknown): string {
  const text =
    error instanceof Error
      ? error.message || (error as NodeJS.ErrnoException).code || error.name
      : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
}
