import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { FakeConsole } from './fake-console.js';
import { isAlive, TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('a version that does not work', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let old: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    const health = {
      http: `http://127.0.0.1:${host.port}/`,
      startupSeconds: 2,
      intervalSeconds: 0.2,
      unhealthyAfter: 2,
      watchSeconds: 30,
    };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    old = host.install(host.program('one'));
    await host.startService();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const failedAt = (generation: number) =>
    until(`failed at ${generation}`, () => {
      const seen = console_.observedBin('web');
      return seen?.generation === generation && seen.phase === 'failed' && seen.healthy === true
        ? seen
        : undefined;
    });

  async function expectOldRuns(): Promise<void> {
    expect(host.liveDigest()).toBe(old);
    expect(await host.ask()).toBe('one');
  }

  it('F20 is put back when it ends at once, and not tried again', async () => {
    const agent = host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two', 'exits')), generation: 1 });
    const seen = await failedAt(1);
    expect(seen).toMatchObject({ sha256: old, error: { code: 'PROGRAM_ENDED' } });
    await expectOldRuns();
    await until('told', () => console_.phases(1).includes('failed'));
    await agent.kill();
    host.startAgent();
    console_.news();
    await until('it heard of it again', () => console_.isHeard());
    await new Promise((done) => setTimeout(done, 500));
    expect(host.witnessed().filter((line) => line.startsWith('drain'))).toHaveLength(1);
    expect(console_.phases(1).slice(-2)).toEqual(['reverting', 'failed']);
  });

  it('is put back when it does not get healthy in time', async () => {
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two', 'unhealthy')), generation: 1 });
    const seen = await failedAt(1);
    expect(seen.error).toMatchObject({
      code: 'NOT_HEALTHY',
      message: expect.stringContaining('500') as string,
    });
    await expectOldRuns();
    expect(host.witnessed().map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'precheck 1 1 forward',
      'drain 1 1 forward',
      'undrain 1 1 back',
    ]);
  });

  it('is put back when it turns unhealthy soon after it was activated', async () => {
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two', 'turns-bad')), generation: 1 });
    await until('it was active', () => console_.phases(1).includes('active'));
    const seen = await failedAt(1);
    expect(seen.error?.code).toBe('UNHEALTHY_AFTER_ACTIVATION');
    await expectOldRuns();
    expect(console_.phases(1).slice(-3)).toEqual(['active', 'reverting', 'failed']);
  });

  it.each<readonly [string, () => () => void]>([
    [
      'finds a damaged note of a hook',
      () => {
        writeFileSync(join(host.stateDir, 'output/web.hook-health.pid'), '');
        return () => undefined;
      },
    ],
    [
      'does not find the folder of the bin at first',
      () => {
        const folder = dirname(host.path);
        renameSync(folder, `${folder}.away`);
        return () => renameSync(`${folder}.away`, folder);
      },
    ],
  ])('is put back when it turns unhealthy while it is watched by an agent that %s', async (_, disturb) => {
    const isBad = join(host.folder, 'bad');
    const asked = { command: [host.script('health.sh', `[ ! -e "${isBad}" ]`)] };
    const health = { startupSeconds: 2, intervalSeconds: 0.2, unhealthyAfter: 2, watchSeconds: 30 };
    const bins = { web: host.bin({ health, hooks: { health: asked } }) };
    host.configure([host.withToken(console_.url)], { bins });
    const agent = host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('active', () => console_.observedBin('web')?.phase === 'active');
    await agent.kill();
    const mend = disturb();
    const next = host.startAgent();
    await until('it woke up', () => next.output.includes('agent.started'));
    await new Promise((done) => setTimeout(done, 700));
    mend();
    await until('it is well', () => console_.observedBin('web')?.healthy === true);
    await new Promise((done) => setTimeout(done, 700));
    writeFileSync(isBad, '');
    await until('put back', () => console_.phases(1).includes('reverting'));
    rmSync(isBad);
    await until('failed', () => console_.observedBin('web')?.phase === 'failed');
    await until('it answers again', async () => (await host.ask()) === 'one');
    expect(host.liveDigest()).toBe(old);
  });

  it('is taken away again when nothing was there before', async () => {
    const fresh = await new TestHost().prepare();
    try {
      const health = { http: `http://127.0.0.1:${fresh.port}/`, startupSeconds: 1, intervalSeconds: 0.2 };
      fresh.configure([fresh.withToken(console_.url)], { bins: { web: fresh.bin({ health }) } });
      fresh.startAgent();
      console_.want({
        bin: 'web',
        sha256: console_.addFile(fresh.program('two', 'unhealthy')),
        generation: 1,
      });
      await until('failed', () => console_.observedBin('web')?.phase === 'failed');
      expect([fresh.liveDigest(), await fresh.ask()]).toEqual([null, null]);
      expect(console_.observedBin('web')).toMatchObject({ sha256: null, source: null });
    } finally {
      await fresh.remove();
    }
  });

  it('a precheck that says no leaves the program alone, and its words reach the console', async () => {
    const pid = readFileSync(host.pidFile, 'utf8');
    host.script('precheck.sh', 'echo "needs glibc 2.99" >&2; exit 3');
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    const seen = await failedAt(1);
    expect(seen.error).toMatchObject({
      code: 'PRECHECK_FAILED',
      message: expect.stringContaining('glibc 2.99') as string,
    });
    expect(readFileSync(host.pidFile, 'utf8')).toBe(pid);
    await expectOldRuns();
  });

  it('I19 a hook that hangs is killed at its limit with everything it started', async () => {
    const childFile = `${host.witness}.child`;
    host.script('drain.sh', `sleep 1000 &\necho $! > "${childFile}"\nsleep 1000`);
    const drain = { command: [`${host.folder}/drain.sh`], timeoutSeconds: 0.5 };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ hooks: { drain } }) } });
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    const seen = await failedAt(1);
    expect(seen.error).toMatchObject({
      code: 'DRAIN_FAILED',
      message: expect.stringContaining('time limit') as string,
    });
    expect(isAlive(Number(readFileSync(childFile, 'utf8')))).toBe(false);
    await expectOldRuns();
  });

  it('a start command that fails brings the old one back', async () => {
    const next = console_.addFile(host.program('two'));
    const guard = `if grep -q two "${host.path}"; then echo "refused by policy" >&2; exit 9; fi`;
    host.script(
      'start.sh',
      `${guard}\nsetsid "${host.path}" >/dev/null 2>&1 </dev/null &\necho $! > "${host.pidFile}"`,
    );
    host.startAgent();
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    const seen = await failedAt(1);
    expect(seen.error).toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('refused by policy') as string,
    });
    await expectOldRuns();
  });

  it('is started when it is wanted again after it could not be brought back either', async () => {
    const isBroken = join(host.folder, 'broken');
    const start = `setsid "${host.path}" >/dev/null 2>&1 </dev/null &\necho $! > "${host.pidFile}"`;
    host.script('start.sh', `[ ! -e "${isBroken}" ] || exit 9\n${start}`);
    writeFileSync(isBroken, '');
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('nothing runs', () => console_.observedBin('web')?.error?.code === 'REVERT_FAILED');
    expect([host.liveDigest(), await host.ask()]).toEqual([old, null]);
    rmSync(isBroken);
    console_.want({ bin: 'web', sha256: old, generation: 2, action: 'revert' });
    await until('active', () => console_.phases(2).includes('active'));
    await expectOldRuns();
    expect(console_.phases(2)).toEqual(['starting', 'checking', 'warming', 'undraining', 'active']);
    expect(console_.downloads).toHaveLength(1);
  });

  it('F41 a newer wish ends the wait for a version that does not come up', async () => {
    const health = { http: `http://127.0.0.1:${host.port}/`, startupSeconds: 600, intervalSeconds: 0.2 };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two', 'unhealthy')), generation: 1 });
    await until('it is being checked', () => console_.phases(1).includes('checking'));
    console_.want({ bin: 'web', sha256: old, generation: 2, action: 'revert' });
    await until('back', () => console_.observedBin('web')?.phase === 'active');
    expect(console_.observedBin('web')).toMatchObject({ generation: 2, sha256: old, healthy: true });
    await expectOldRuns();
  });

  it('F28 tells when a program turns bad later, but leaves it', async () => {
    const health = {
      http: `http://127.0.0.1:${host.port}/`,
      intervalSeconds: 0.1,
      unhealthyAfter: 2,
      watchSeconds: 0,
    };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    host.startAgent();
    const next = console_.addFile(host.program('two', 'turns-bad'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until(
      'well',
      () => console_.observedBin('web')?.phase === 'active' && console_.observedBin('web')?.healthy,
    );
    await until('not well', () => console_.observedBin('web')?.healthy === false);
    expect(console_.observedBin('web')).toMatchObject({ sha256: next, phase: 'active' });
    expect(host.liveDigest()).toBe(next);
  });
});
