import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, startNode, stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';
import { inRepository } from '../repository.js';

const START_MS = 180_000;

export interface RunningConsole {
  readonly url: string;
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/** The console as its users start it, on a data directory of its own and a port that it finds itself. */
export async function startConsole(
  dataDir: string,
  admin: { readonly email: string; readonly password: string },
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningConsole> {
  mkdirSync(dataDir, { recursive: true });
  const logFile = join(dataDir, 'console.log');
  const log = openSync(logFile, 'a');
  const env = {
    ...withoutOwnSettings(process.env),
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    TICK_INTERVAL_MS: '250',
    SYNC_INTERVAL_SECONDS: '2',
    ...settings,
  };
  const child = startNode([inRepository('apps/api/dist/main.js')], { stdio: ['ignore', log, log], env });
  closeSync(log);
  const url = await untilItListens(child, logFile).catch(async (error: unknown) => {
    await stopProcess(child);
    throw error;
  });
  return { url, apiUrl: `${url}/api/v1`, stop: () => stopProcess(child) };
}

/** What somebody set for a console of his own must not reach this one. */
function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own =
    /^(DATABASE_URL|SECRET_KEY|PUBLIC_URL|LOG_LEVEL|S3_.*|PROMETHEUS_.*|ALERTMANAGER_URL|SMTP_URL|OUTGOING_ALLOW)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

function untilItListens(child: ChildProcess, logFile: string): Promise<string> {
  return until('The start of the console', START_MS, () => {
    const said = readFileSync(logFile, 'utf8');
    if (hasEnded(child)) throw new Error(`The console ended at its start:\n${said}`);
    return /listens on (http:\S+)/.exec(said)?.[1];
  });
}
