import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEnded, startNode, stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';
import { inRepository } from '../repository.js';
import { startFuzzedJenkins } from './fuzzed-jenkins.js';
import { startFuzzedMailServer } from './fuzzed-mail-server.js';
import { startFuzzedPrometheus } from './fuzzed-prometheus.js';
import { startFuzzedProvider } from './fuzzed-provider.js';
import { SignedIn } from './people.js';
import type { Sender } from './send.js';

const START_MS = 180_000;
const MEMORY_TELLER = new URL('./memory-teller.js', import.meta.url).href;
const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };

export interface FuzzedConsole {
  readonly url: string;
  readonly process: ChildProcess;
  readonly jenkinsUrl: string;
  /** By the one-time link that it printed. */
  setUpAdmin(sender: Sender): Promise<SignedIn>;
  /** What it logged about a request, at most the last of it. */
  logOf(requestId: string): string;
  stop(): Promise<void>;
}

/** The console as it is shipped, on an embedded PostgreSQL and with nobody in it. */
export async function startFuzzedConsole(): Promise<FuzzedConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'release-console-fuzz-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const logFile = join(folder, 'console.log');
  const log = openSync(logFile, 'a');
  const provider = await startFuzzedProvider();
  const prometheus = await startFuzzedPrometheus();
  const jenkins = await startFuzzedJenkins();
  const mailServer = await startFuzzedMailServer();
  const env = {
    ...{
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
    },
    ...{
      TICK_INTERVAL_MS: '250',
      SYNC_INTERVAL_SECONDS: '2',
      LOG_LEVEL: 'warn',
      PERSON_REQUESTS_PER_SECOND: '0',
      NODE_REQUESTS_PER_SECOND: '0',
    },
    ...{ OIDC_ISSUER: provider.url, OIDC_CLIENT_ID: 'fuzz', OIDC_CLIENT_SECRET: 'a secret of the fuzzer' },
    ...{ PROMETHEUS_URL: prometheus.url, SMTP_URL: mailServer.url, OUTGOING_ALLOW: '127.0.0.1' },
  };
  const child = startNode(['--expose-gc', '--import', MEMORY_TELLER, inRepository('apps/api/dist/main.js')], {
    stdio: ['ignore', log, log, 'ipc'],
    env,
  });
  closeSync(log);
  const said = (pattern: RegExp): Promise<string> =>
    until('The start of the console', START_MS, () => {
      const text = readFileSync(logFile, 'utf8');
      if (hasEnded(child)) throw new Error(`The console ended at its start:\n${text}`);
      return pattern.exec(text)?.[1];
    });
  const stop = async (): Promise<void> => {
    await stopProcess(child);
    await provider.stop();
    await prometheus.stop();
    await jenkins.stop();
    await mailServer.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = await said(/listens on (http:\S+)/);
    const token = await said(/setup\S*?[?#/]?(?:token=)?([A-Za-z0-9_-]{20,})/);
    const logOf = (requestId: string): string =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .filter((line) => line.includes(requestId))
        .join('\n')
        .slice(-2_000);
    const places = { url, jenkinsUrl: jenkins.url, process: child };
    return { ...places, setUpAdmin: (sender) => setUp(sender, token), logOf, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function setUp(sender: Sender, token: string): Promise<SignedIn> {
  const body = Buffer.from(JSON.stringify({ token, ...ADMIN, name: 'admin' }));
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', path: '/api/v1/auth/setup', query: [], headers, json: null, body };
  const answer = await sender.send(request, null);
  if (answer.status !== 200) throw new Error(`the setup answered ${answer.status}`);
  const { user } = JSON.parse(answer.body.toString('utf8')) as { user: { id: string } };
  const admin = new SignedIn('admin', user.id, sender, ADMIN);
  await admin.renew();
  return admin;
}
