import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, startNode, stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';
import { inRepository } from '../repository.js';

const START_MS = 60_000;

export interface RunningConsole {
  readonly url: string;
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/** The console as its users start it, on a data directory and port of its own. */
export async function startConsole(
  dataDir: string,
  port: number,
  admin: { readonly email: string; readonly password: string },
): Promise<RunningConsole> {
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(dataDir, { recursive: true });
  const logFile = join(dataDir, 'console.log');
  const log = openSync(logFile, 'a');
  const env = {
    ...withoutOwnSettings(process.env),
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_URL: url,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    TICK_INTERVAL_MS: '250',
    SYNC_INTERVAL_SECONDS: '2',
  };
  const child = startNode([inRepository('apps/api/dist/main.js')], { stdio: ['ignore', log, log], env });
  closeSync(log);
  await untilHealthy(url, child, logFile).catch(async (error: unknown) => {
    await stopProcess(child);
    throw error;
  });
  return { url, apiUrl: `${url}/api/v1`, stop: () => stopProcess(child) };
}

/** What somebody set for a console of his own must not reach this one. */
function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(DATABASE_URL|SECRET_KEY|LOG_LEVEL|S3_.*|PROMETHEUS_URL|SMTP_URL)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function untilHealthy(url: string, child: ChildProcess, logFile: string): Promise<void> {
  await until('The start of the console', START_MS, async () => {
    if (hasEnded(child)) throw new Error(`The console ended at its start:\n${readFileSync(logFile, 'utf8')}`);
    const health = await fetch(`${url}/health`).catch(() => undefined);
    return health?.status === 200 ? true : undefined;
  });
}
