import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { FakeConsole, sha256Of } from './fake-console.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('an update on a real host', () => {
  let console_: FakeConsole;
  let host: TestHost;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    host.configure([host.withToken(console_.url)]);
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const settled = (generation: number, phase: string): Promise<unknown> =>
    until(`${phase} at ${generation}`, () => {
      const seen = console_.observedBin('web');
      return seen?.generation === generation && seen.phase === phase;
    });

  it('downloads, verifies, swaps, starts, checks and reports the new version', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    const next = console_.addFile(host.program('two'));
    host.startAgent();
    await until('what runs now', () => console_.observedBin('web')?.sha256 === old);
    const asked = Date.now();
    console_.want({ bin: 'web', sha256: next, version: '2.0', generation: 4 });
    await until('the first step is told', () => console_.phases(4).length > 0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    await settled(4, 'active');
    expect(host.liveDigest()).toBe(next);
    expect(await host.ask()).toBe('two');
    expect(console_.observedBin('web')).toMatchObject({
      sha256: next,
      healthy: true,
      kept: [old],
      error: null,
    });
    await until('all steps are told', () => console_.phases(4).includes('active'));
    expect(console_.phases(4).join(' ')).toBe(
      'downloading verified prechecking staged draining stopping swapping starting checking warming undraining active',
    );
    expect(readdirSync(dirname(host.path))).toEqual(['web']);
  });

  it('I19 runs each hook once, and the precheck sees the new file before anything is touched', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    const next = console_.addFile(host.program('two'));
    host.script(
      'precheck.sh',
      `echo "$(sha256sum < "$RC_FILE") $(sha256sum < "$RC_PATH")" >> "${host.witness}.files"`,
    );
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    host.startAgent();
    await settled(1, 'active');
    expect(readFileSync(`${host.witness}.files`, 'utf8').match(/[0-9a-f]{64}/g)).toEqual([next, old]);
    const names = host.witnessed().map((line) => line.split(' ').slice(0, 4).join(' '));
    expect(names).toEqual(['drain 1 1 forward', 'warm 1 1 forward', 'undrain 1 1 forward']);
  });

  it('installs where nothing was before', async () => {
    const next = console_.addFile(host.program('first'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    host.startAgent();
    await settled(1, 'active');
    expect(await host.ask()).toBe('first');
  });

  it('stages without touching what runs, then switches without another download', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    const next = console_.addFile(host.program('two'));
    host.startAgent();
    console_.want({ bin: 'web', sha256: next, generation: 1, action: 'stage' });
    await settled(1, 'staged');
    expect([host.liveDigest(), await host.ask()]).toEqual([old, 'one']);
    console_.want({ bin: 'web', sha256: next, generation: 2, action: 'activate' });
    await settled(2, 'active');
    expect(await host.ask()).toBe('two');
    expect(console_.downloads).toHaveLength(1);
  });

  it('goes back to a kept version without a download', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await settled(1, 'active');
    console_.want({ bin: 'web', sha256: old, generation: 2, action: 'revert', sizeBytes: 1, urls: [] });
    await settled(2, 'active');
    expect([host.liveDigest(), await host.ask(), console_.downloads.length]).toEqual([old, 'one', 1]);
  });

  it('I14 F24 acts on no generation twice and on none that is older, also after a restart', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 5 });
    const agent = host.startAgent();
    await settled(5, 'active');
    const told = console_.phases(5);
    console_.want({ bin: 'web', sha256: old, generation: 5, action: 'revert' });
    await agent.kill('SIGTERM');
    host.startAgent();
    console_.news();
    await until('it heard of it', () => console_.isHeard());
    console_.want({ bin: 'web', sha256: old, generation: 4, action: 'revert' });
    await until('it heard of that too', () => console_.isHeard());
    expect(host.liveDigest()).toBe(next);
    // Whatever it had begun for those would be told before what comes now.
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('three')), generation: 6 });
    await settled(6, 'active');
    expect([console_.phases(4), console_.phases(5)]).toEqual([[], told]);
  });

  it('F18 never writes into the file that runs: whoever has it open keeps it whole', async () => {
    const program = host.program('one');
    host.install(program);
    await host.startService();
    const open = openSync(host.path, 'r');
    try {
      console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
      host.startAgent();
      await settled(1, 'active');
      expect(sha256Of(readFileSync(open))).toBe(sha256Of(program));
    } finally {
      closeSync(open);
    }
  });

  it('F27 skips what was wanted in between and takes the newest', async () => {
    host.install(host.program('one'));
    await host.startService();
    host.startAgent();
    await until('it reports', () => console_.observedBin('web'));
    const newest = console_.addFile(host.program('three'));
    console_.download = (_, response, content, sha256) => {
      response.writeHead(200, { 'content-length': content.length });
      if (sha256 === newest) response.end(content);
      else response.write('#');
    };
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('slow')), generation: 1 });
    await until('it downloads', () => console_.downloads.length > 0);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('never')), generation: 2 });
    await until('it gave up the first', () => console_.observedBin('web')?.generation === 2);
    console_.want({ bin: 'web', sha256: newest, generation: 3 });
    await settled(3, 'active');
    expect(host.liveDigest()).toBe(newest);
    expect(console_.phases(2)).not.toContain('active');
  });

  it('reports what a native program runs, not what lies on the disk', async () => {
    copyFileSync('/bin/sleep', host.path);
    host.script(
      'start.sh',
      `setsid "${host.path}" 1000 >/dev/null 2>&1 </dev/null &\necho $! > "${host.pidFile}"`,
    );
    const health = { intervalSeconds: 0.2, watchSeconds: 0 };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health, hooks: {} }) } });
    execFileSync(join(host.folder, 'start.sh'));
    const running = sha256Of(readFileSync(host.path));
    host.startAgent();
    await until('the process', () => console_.observedBin('web')?.source === 'process');
    writeFileSync(`${host.path}.other`, host.program('other'), { mode: 0o755 });
    renameSync(`${host.path}.other`, host.path);
    await new Promise((done) => setTimeout(done, 600));
    expect(console_.observedBin('web')).toMatchObject({ sha256: running, source: 'process', healthy: true });

    copyFileSync('/bin/sleep', `${host.path}.next`);
    appendFileSync(`${host.path}.next`, 'another build');
    const next = console_.addFile(readFileSync(`${host.path}.next`));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await settled(1, 'active');
    expect(console_.observedBin('web')).toMatchObject({ sha256: next, source: 'process' });
  });

  it.each(['observing', 'retired', 'replaced', 'unheard-of'])(
    'only reports while the node is %s',
    async (lifecycle) => {
      const old = host.install(host.program('one'));
      await host.startService();
      console_.lifecycle = lifecycle;
      console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
      host.startAgent();
      await until('it heard of it', () => console_.isHeard() && console_.observedBin('web')?.healthy);
      expect(console_.observedBin('web')).toMatchObject({ sha256: old, healthy: true, generation: 0 });
      expect([host.liveDigest(), console_.downloads.length]).toEqual([old, 0]);
    },
  );

  it('adopts what runs already without touching it', async () => {
    const old = host.install(host.program('one'));
    await host.startService();
    const pid = readFileSync(host.pidFile, 'utf8');
    console_.want({ bin: 'web', sha256: old, generation: 1 });
    host.startAgent();
    await settled(1, 'active');
    expect(readFileSync(host.pidFile, 'utf8')).toBe(pid);
    expect([host.witnessed(), console_.downloads.length]).toEqual([[], 0]);
  });

  it('says so when the console wants a bin that this host does not offer', async () => {
    console_.want({ bin: 'stranger', sha256: 'e'.repeat(64), generation: 3 });
    host.startAgent();
    const seen = await until('it says so', () => console_.observedBin('stranger'));
    expect(seen).toMatchObject({ generation: 3, phase: 'failed', error: { code: 'BIN_NOT_CONFIGURED' } });
  });
});
