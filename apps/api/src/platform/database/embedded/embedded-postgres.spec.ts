import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { bundleTypeScript } from '../../../../test/bundle-typescript.mjs';
import { makeTemporaryDataDir, removeTemporaryDataDir } from '../../../../test/temporary-data-dir.mjs';

interface Owner {
  readonly process: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<unknown>;
  /** The rest of the first line that begins with one of the kinds. */
  says(...kinds: string[]): Promise<string>;
}

const isRoot = process.getuid?.() === 0;
let program: string;
let dataDir: string;
const owners: Owner[] = [];

beforeAll(async () => {
  program = await bundleTypeScript('src/platform/database/embedded/owner.fixtures.ts');
});
afterAll(() => rmSync(program));

beforeEach(() => {
  dataDir = makeTemporaryDataDir();
  chmodSync(dataDir, 0o711);
});

afterEach(async () => {
  const clusters = owners.map(() => clusterOf(dataDir));
  for (const owner of owners.splice(0)) owner.process.kill('SIGKILL');
  for (const cluster of clusters) await eventually(() => processesIn(cluster).length === 0);
  removeTemporaryDataDir(dataDir);
});

jest.setTimeout(90_000);

it('F01 leaves no PostgreSQL behind when its owner is killed, and keeps the data for the next one', async () => {
  const first = startOwner(dataDir);
  await query(await first.says('url'), "CREATE TABLE kept AS SELECT 'yes' AS answer");
  expect(processesIn(clusterOf(dataDir)).length).toBeGreaterThan(3);

  first.process.kill('SIGKILL');
  await first.ended;
  const second = startOwner(dataDir);
  expect(await query(await second.says('url'), 'SELECT answer FROM kept')).toEqual([{ answer: 'yes' }]);

  second.process.kill('SIGKILL');
  await eventually(() => processesIn(clusterOf(dataDir)).length === 0, 10_000);
});

it('F52 stops in less than ten seconds while somebody is connected and busy', async () => {
  const owner = startOwner(dataDir);
  const client = new pg.Client({ connectionString: await owner.says('url') });
  client.on('error', () => undefined);
  await client.connect();
  const busy = client.query('SELECT pg_sleep(60)').catch(() => 'cut off');

  owner.process.kill('SIGTERM');
  expect(Number(await owner.says('stopped'))).toBeLessThan(10_000);
  expect(await busy).toBe('cut off');
  await owner.ended;
  expect(owner.process.exitCode).toBe(0);
  expect(processesIn(clusterOf(dataDir))).toEqual([]);
});

it('refuses a second owner of one data directory, and names the first', async () => {
  const first = startOwner(dataDir);
  await first.says('url');
  const second = startOwner(dataDir);
  expect(await second.says('refused')).toContain(`Another server (process ${first.process.pid}) is using`);
});

it('lets exactly one of several simultaneous starters have a new data directory', async () => {
  const starters = [1, 2, 3].map(() => startOwner(dataDir));
  const results = await Promise.all(starters.map((owner) => owner.says('url', 'refused')));
  expect(results.filter((text) => text.startsWith('postgres://'))).toHaveLength(1);
  expect(results.filter((text) => text.includes('is using the data directory'))).toHaveLength(2);
});

it('starts over the pid file of a program that is no PostgreSQL', async () => {
  const first = startOwner(dataDir);
  await first.says('url');
  first.process.kill('SIGTERM');
  await first.ended;
  writeFileSync(join(clusterOf(dataDir), 'postmaster.pid'), `${process.pid}\n${clusterOf(dataDir)}\n`, {
    mode: 0o644,
  });
  expect(await startOwner(dataDir).says('url')).toMatch(/^postgres:/);
});

it('says which version made a cluster that it cannot read', async () => {
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '12\n');
  expect(await startOwner(dataDir).says('refused')).toMatch(
    /made by PostgreSQL 12 and the bundled one is \d+/,
  );
});

it('says that a data directory cannot be written', async () => {
  const file = join(dataDir, 'a-file');
  writeFileSync(file, '');
  expect(await startOwner(join(file, 'data')).says('refused')).toMatch(
    /is not writable \(ENOTDIR\): choose another/,
  );
});

it('lets in only who knows the password, which only its owner can read', async () => {
  const url = new URL(await startOwner(dataDir).says('url'));
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  expect(url.hostname).toBe('127.0.0.1');
  url.password = 'wrong';
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

// Whoever is not root runs PostgreSQL as himself and reaches what is his own.
if (isRoot) {
  it('finds another place when the unprivileged user cannot reach the data directory, and stays there', async () => {
    chmodSync(dataDir, 0o700);
    const first = startOwner(dataDir);
    await query(await first.says('url'), "CREATE TABLE kept AS SELECT 'yes' AS answer");
    const cluster = clusterOf(dataDir);
    expect(cluster.startsWith(dataDir)).toBe(false);
    expect(statSync(cluster).uid).not.toBe(0);
    expect(first.lines.filter((line) => line.startsWith('log The database is kept at'))).toHaveLength(1);

    first.process.kill('SIGTERM');
    await first.ended;
    chmodSync(dataDir, 0o711);
    const second = startOwner(dataDir);
    expect(await query(await second.says('url'), 'SELECT answer FROM kept')).toEqual([{ answer: 'yes' }]);
    expect(second.lines).toHaveLength(1);
  });
}

function startOwner(directory: string): Owner {
  const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trimEnd().split('\n')));
  const says = async (...kinds: string[]): Promise<string> => {
    const find = (): string | undefined => lines.find((line) => kinds.includes(line.split(' ')[0] ?? ''));
    await eventually(() => find() !== undefined, 60_000);
    return find()?.replace(/^\S+ /, '') ?? '';
  };
  const owner = { process: child, lines, ended: once(child, 'exit'), says };
  owners.push(owner);
  return owner;
}

function clusterOf(directory: string): string {
  try {
    return readFileSync(join(directory, 'postgres.location'), 'utf8').trim();
  } catch {
    return join(directory, 'postgres');
  }
}

/** Every process of a PostgreSQL stands in its cluster; zombies stand nowhere. */
function processesIn(cluster: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(cluster);
    } catch {
      return false;
    }
  });
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function eventually(isTrue: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`did not become true within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
