import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { FakeConsole } from './fake-console.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('F19 a disk that does not take it', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let old: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    old = host.install(host.program('one'));
    await host.startService();
  });
  afterEach(async () => {
    chmodSync(dirname(host.path), 0o755);
    await host.remove();
    await console_.stop();
  });

  const error = (): string | undefined => console_.observedBin('web')?.error?.code;

  async function expectOldRuns(): Promise<void> {
    expect(host.liveDigest()).toBe(old);
    expect(await host.ask()).toBe('one');
    expect(console_.observedBin('web')).toMatchObject({ sha256: old });
  }

  it('F19 the reserve would be touched: nothing is downloaded, no space is reported', async () => {
    host.configure([host.withToken(console_.url)], { limits: { minFreeBytes: Number.MAX_SAFE_INTEGER } });
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('told', () => error() === 'NO_SPACE');
    expect(console_.downloads).toHaveLength(0);
    await expectOldRuns();
    host.configure([host.withToken(console_.url)]);
  });

  it.each([
    ['download.write', 'ENOSPC', 'NO_SPACE'],
    ['stage.fsync', 'EIO', 'STEP_FAILED'],
    ['journal.write', 'ENOSPC', 'NO_SPACE'],
    ['journal.write', 'EROFS', 'READ_ONLY'],
    ['keep.link', 'EDQUOT', 'NO_SPACE'],
  ])(
    'F19 %s answers %s: %s is reported and it comes right when the disk does',
    async (point, errno, code) => {
      host.configure([host.withToken(console_.url)]);
      const bad = host.startAgent({ AGENT_FAULT: `${point}:${errno}` });
      const next = console_.addFile(host.program('two'));
      console_.want({ bin: 'web', sha256: next, generation: 1 });
      await until('told', () => error() === code);
      await expectOldRuns();
      await bad.kill();
      host.startAgent();
      await until('active', () => console_.observedBin('web')?.phase === 'active');
      expect([host.liveDigest(), await host.ask()]).toEqual([next, 'two']);
    },
  );

  it('F19 the swap itself fails: the old program is started again', async () => {
    host.configure([host.withToken(console_.url)]);
    host.startAgent({ AGENT_FAULT: 'swap.rename:EROFS' });
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until(
      'told',
      () => console_.observedBin('web')?.phase === 'failed' && console_.observedBin('web')?.healthy,
    );
    expect(error()).toBe('READ_ONLY');
    await expectOldRuns();
  });

  it('F19 a folder that this user may not write to', async () => {
    host.configure([host.withToken(console_.url)]);
    const isRoot = process.getuid?.() === 0;
    const nobody = 65_534;
    if (isRoot) chownSync(host.folder, nobody, nobody);
    chmodSync(dirname(host.path), 0o555);
    host.startAgent({}, isRoot ? nobody : undefined);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('told', () => error() === 'NOT_PERMITTED');
    await expectOldRuns();
    expect(readdirSync(dirname(host.path))).toEqual(['web']);
  });
});
