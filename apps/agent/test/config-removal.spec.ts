import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';

import { ConfigHost } from './config-host.js';
import { sweepConfig } from './config-sweep.js';
import { FakeConsole, sha256Of } from './fake-console.js';
import { until } from './test-host.js';

jest.setTimeout(60_000);

const TEXT = Buffer.from('port: 80\n');
const OTHER = Buffer.from('port: 8080\n');
const EMPTY = Buffer.alloc(0);
const NO_FILE = sha256Of(EMPTY);
const isRoot = process.getuid?.() === 0;
const OTHER_DISK = '/dev/shm';
const hasOtherDisk = existsSync(OTHER_DISK) && statSync(OTHER_DISK).dev !== statSync(tmpdir()).dev;
const onOtherDisk = isRoot && hasOtherDisk ? it : it.skip;

describe('a configuration file with an empty text', () => {
  let console_: FakeConsole;
  let host: ConfigHost;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new ConfigHost(console_).prepare();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  it('is taken away: nothing is fetched or validated, its reader is told, and the old one is kept', async () => {
    writeFileSync(host.file, TEXT);
    host.script('validate.sh', 'exit 1');
    host.startAgent();
    host.want(EMPTY, 1);
    const seen = await host.ends('active', 1);
    expect(seen).toMatchObject({ sha256: NO_FILE, source: 'file', kept: [sha256Of(TEXT)] });
    expect([host.content(), host.reloads()]).toEqual([null, ['forward']]);
    expect(existsSync(host.lastRead)).toBe(false);
    expect([console_.downloads, readdirSync(host.etc)]).toEqual([[], []]);
  });

  it('comes back without a download and with its rights, and so does another text', async () => {
    writeFileSync(host.file, TEXT);
    chmodSync(host.file, 0o604);
    if (isRoot) chownSync(host.file, 12, 34);
    host.startAgent();
    host.want(EMPTY, 1);
    await host.ends('active', 1);
    host.want(TEXT, 2);
    await host.ends('active', 2);
    expect([host.content(), host.rights(), console_.downloads]).toEqual([TEXT.toString(), 0o604, []]);
    host.want(EMPTY, 3);
    await host.ends('active', 3);
    host.want(OTHER, 4);
    await host.ends('active', 4);
    expect([host.content(), host.rights()]).toEqual([OTHER.toString(), 0o604]);
    const { uid, gid } = statSync(host.file);
    if (isRoot) expect([uid, gid]).toEqual([12, 34]);
  });

  it('is told of where there is no file, and a program that is not there is still nothing', async () => {
    host.configureFile({}, {});
    host.startAgent();
    await until('it is seen', () => host.seen()?.sha256);
    expect(host.seen()).toMatchObject({ sha256: NO_FILE, source: 'file' });
    expect(console_.observedBin('web')).toMatchObject({ sha256: null, source: null });
  });

  it('is put back, and its reader is told again, when that can not do without it', async () => {
    writeFileSync(host.file, TEXT);
    host.reloadWith('test -e "$RC_PATH"');
    host.startAgent();
    host.want(EMPTY, 1);
    const seen = await host.ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(TEXT), error: { code: 'START_FAILED' } });
    expect([host.content(), host.reloads()]).toEqual([TEXT.toString(), ['forward', 'back']]);
  });

  it.each([
    ['no file', null],
    ['an empty file', ''],
  ])('%s is there again, and its reader told again, when that refuses a first text', async (_, before) => {
    if (before !== null) writeFileSync(host.file, before);
    host.reloadWith('! grep -q port "$RC_PATH"');
    host.startAgent();
    host.want(TEXT, 1);
    const seen = await host.ends('failed', 1);
    expect(seen).toMatchObject({ sha256: NO_FILE, error: { code: 'START_FAILED' } });
    expect([host.content(), host.reloads()]).toEqual([before, ['forward', 'back']]);
  });

  onOtherDisk('of other owners keeps them when it is put back from another file system', async () => {
    const stateDir = mkdtempSync(`${OTHER_DISK}/rc-agent-`);
    try {
      writeFileSync(host.file, TEXT);
      chmodSync(host.file, 0o604);
      chownSync(host.file, 12, 34);
      host.configureFile({}, { bins: {}, stateDir });
      host.reloadWith('test -e "$RC_PATH"');
      const agent = host.startAgent();
      host.want(EMPTY, 1);
      await host.ends('failed', 1);
      await agent.kill();
      const { uid, gid } = statSync(host.file);
      expect([host.content(), host.rights(), uid, gid]).toEqual([TEXT.toString(), 0o604, 12, 34]);
    } finally {
      rmSync(stateDir, { recursive: true });
    }
  });

  it('is gone back to at once by whoever had none before', async () => {
    host.startAgent();
    host.want(TEXT, 1);
    expect(await host.ends('active', 1)).toMatchObject({ kept: [NO_FILE] });
    host.want(EMPTY, 2);
    await host.ends('active', 2);
    expect([host.content(), console_.downloads.length]).toEqual([null, 1]);
  });

  it('is not what a folder in its place is', async () => {
    mkdirSync(host.file);
    host.startAgent();
    host.want(EMPTY, 1);
    expect(await host.ends('failed', 1)).toMatchObject({ sha256: null });
    expect(statSync(host.file).isDirectory()).toBe(true);
  });

  it('F19 stays when the disk does not let it go, and that is told', async () => {
    writeFileSync(host.file, TEXT);
    host.startAgent({ AGENT_FAULT: 'swap.remove:EROFS' });
    host.want(EMPTY, 1);
    expect(await host.ends('failed', 1)).toMatchObject({ error: { code: 'READ_ONLY' } });
    expect(host.content()).toBe(TEXT.toString());
  });

  it('F18 is there and whole or not there wherever the agent is killed, and as wanted in the end', async () => {
    expect(await sweepConfig(host, [EMPTY, TEXT])).toBeGreaterThan(0);
  }, 300_000);
});
