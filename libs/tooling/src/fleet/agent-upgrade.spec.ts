import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiSession } from '../demo/api-session.js';
import { startConsole, type RunningConsole } from '../demo/console-process.js';
import { ensureBin, ensureProject, enrolmentToken, inventAccounts, signInAll } from '../demo/people.js';
import { CANARY, Releases } from '../demo/releases.js';
import { startNode, stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';
import { inRepository } from '../repository.js';

const BIN = 'agent';
const NAMES = ['edge-1', 'edge-2', 'edge-3', 'edge-4'];
const SHIPPED = inRepository('apps/agent/dist/agent.cjs');

interface SeenNode {
  readonly name: string;
  readonly agentVersion: string | null;
}

let folder: string;
let console_: RunningConsole;
const launchers: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rc-agents-'));
  // PostgreSQL may run as another user, who has to get to his cluster in it.
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  await Promise.all(launchers.map((launcher) => stopProcess(launcher)));
  await console_.stop();
  rmSync(folder, { recursive: true });
});

jest.setTimeout(300_000);

/** An agent as it is shipped, but for its version and the given change. */
function aBundle(version: string, change: (text: string) => string = (text) => text): string {
  const shipped = readFileSync(SHIPPED, 'utf8');
  const [, current = ''] = /"version"\) return print\("([^"]+)"\)/.exec(shipped) ?? [];
  const file = join(folder, `agent-${version}.cjs`);
  writeFileSync(file, change(shipped.replaceAll(`"${current}"`, `"${version}"`)));
  return file;
}

function startHost(name: string, apiUrl: string, token: string): void {
  const dir = join(folder, name);
  mkdirSync(dir);
  const config = {
    servers: [apiUrl],
    name,
    stateDir: join(dir, 'state'),
    enrolmentToken: token,
    sync: { waitSeconds: 3, reportSeconds: 10, retryMinSeconds: 0.2, retryMaxSeconds: 1, refusedSeconds: 1 },
    bins: {},
    self: { bin: BIN, dir: join(dir, 'self'), proveSeconds: 3, watchSeconds: 2 },
  };
  writeFileSync(join(dir, 'agent.json'), JSON.stringify(config));
  launchers.push(startNode([SHIPPED, 'launch', '--config', join(dir, 'agent.json')], { stdio: 'ignore' }));
}

const live = (name: string): string => sha256Of(join(folder, name, 'self/agent.cjs'));

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

it('agents are exchanged in waves, and a bad one is stopped at the first of them', async () => {
  const accounts = inventAccounts();
  console_ = await startConsole(join(folder, 'data'), accounts.admin);
  const { apiUrl } = console_;
  const admin = await ApiSession.signIn(apiUrl, accounts.admin.email, accounts.admin.password);
  const project = await ensureProject(admin, accounts, { code: 'hosts', name: 'Hosts' });
  await ensureBin(admin, project.id, BIN);
  const production = project.environments.find(({ code }) => code === 'production');
  const token = await enrolmentToken(admin, production?.id ?? '', NAMES.length, 'active');
  const people = await signInAll(apiUrl, accounts);
  for (const name of NAMES) startHost(name, apiUrl, token);
  const versions = async (): Promise<readonly (string | null)[]> => {
    const { items } = await people.operator.get<{ items: readonly SeenNode[] }>('/nodes');
    return items.map(({ agentVersion }) => agentVersion);
  };
  await until('The registration of every node', 60_000, async () =>
    (await versions()).length === NAMES.length ? true : undefined,
  );

  const good = aBundle('7.0.0');
  const bad = aBundle('7.0.1', (text) => text.replace('/agent/sync', '/agent/nowhere'));
  for (const [version, file] of [
    ['7.0.0', good],
    ['7.0.1', bad],
  ] as const) {
    await people.jenkins.upload(`/bins/${BIN}/versions/${version}/artifacts/any`, file);
  }
  const releases = new Releases(people, { project: 'hosts', environment: 'production', bin: BIN });
  const first = await releases.deploy({ version: '7.0.0', title: 'agents', strategy: CANARY });
  await releases.untilStatus(first.id, 'paused', 60_000);
  expect(NAMES.filter((name) => live(name) === sha256Of(good))).toHaveLength(1);
  await releases.promote(first.id);
  await releases.untilStatus(first.id, 'completed', 90_000);
  expect(NAMES.map(live)).toEqual(NAMES.map(() => sha256Of(good)));
  expect(await versions()).toEqual(NAMES.map(() => '7.0.0'));

  const second = await releases.deploy({ version: '7.0.1', title: 'bad agents', strategy: CANARY });
  await releases.untilStatus(second.id, 'rolled_back', 90_000);
  expect(NAMES.map(live)).toEqual(NAMES.map(() => sha256Of(good)));
  const tried = NAMES.filter((name) => verdictOf(name).includes('AGENT_NOT_TALKING'));
  expect(tried).toHaveLength(1);
});

function verdictOf(name: string): string {
  return readFileSync(join(folder, name, 'self/verdict.json'), 'utf8');
}
