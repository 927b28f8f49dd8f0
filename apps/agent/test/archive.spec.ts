import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tar } from '../src/archive/tar-builder.fixtures.js';
import { ArchiveHost } from './archive-host.js';
import { FakeConsole } from './fake-console.js';
import { until } from './test-host.js';

jest.setTimeout(60_000);

describe('a program that comes as an archive', () => {
  let console: FakeConsole;
  let host: ArchiveHost;

  beforeEach(async () => {
    console = await new FakeConsole().start();
    host = await new ArchiveHost().prepare();
    host.configure([host.withToken(console.url)]);
  });
  afterEach(async () => {
    await host.remove();
    await console.stop();
  });

  const want = (sha256: string, generation: number, changes: object = {}): void =>
    console.want({ bin: 'web', sha256, generation, kind: 'archive', ...changes });
  const reached = (phase: string, generation: number): Promise<unknown> =>
    until(`${phase} at ${generation}`, () => {
      const seen = console.observedBin('web');
      return seen?.generation === generation && seen.phase === phase && seen;
    });
  const versions = (): readonly string[] => readdirSync(host.dir).filter((name) => name.length === 64);

  it('is unpacked beside the others, switched by its link, and told by what the process runs', async () => {
    const one = console.addFile(host.archive('one'));
    const two = console.addFile(host.archive('two'));
    host.startAgent();
    want(one, 1);
    await reached('active', 1);
    expect(await host.ask()).toBe('one');
    want(two, 2);
    expect(await reached('active', 2)).toMatchObject({
      sha256: two,
      source: 'process',
      healthy: true,
      kept: [one],
    });
    expect([await host.ask(), host.liveDigest()]).toEqual(['two', two]);
    expect([...versions()].sort()).toEqual([one, two].sort());
    expect(console.downloads).toHaveLength(2);
    want(one, 3, { action: 'revert' });
    await reached('active', 3);
    expect(await host.ask()).toBe('one');
    expect(console.downloads).toHaveLength(2);
  });

  it('goes back by itself when the new version is not healthy', async () => {
    const one = console.addFile(host.archive('one'));
    const bad = console.addFile(host.archive('two', 'exits'));
    host.startAgent();
    want(one, 1);
    await reached('active', 1);
    want(bad, 2);
    expect(await reached('failed', 2)).toMatchObject({ sha256: one, error: { code: 'PROGRAM_ENDED' } });
    expect([await host.ask(), host.liveDigest(), versions()]).toEqual(['one', one, [one]]);
  });

  it('F18 what a crash at the very end of an update left is removed at the next start', async () => {
    const one = console.addFile(host.archive('one'));
    const bad = console.addFile(host.archive('two', 'exits'));
    const agent = host.startAgent();
    want(one, 1);
    await reached('active', 1);
    want(bad, 2);
    await reached('failed', 2);
    await agent.kill();
    mkdirSync(join(host.dir, bad));
    host.startAgent();
    await until('it is removed', () => versions().length === 1);
    expect([await host.ask(), host.liveDigest(), versions()]).toEqual(['one', one, [one]]);
  });

  it('is staged without touching what runs, told as staged, and activated without a download', async () => {
    const one = console.addFile(host.archive('one'));
    const two = console.addFile(host.archive('two'));
    host.startAgent();
    want(one, 1);
    await reached('active', 1);
    want(two, 2, { action: 'stage' });
    expect(await reached('staged', 2)).toMatchObject({ sha256: one, staged: two });
    expect([await host.ask(), host.liveDigest()]).toEqual(['one', one]);
    want(two, 3);
    expect(await reached('active', 3)).toMatchObject({ sha256: two, staged: null });
    expect(console.downloads).toHaveLength(2);
  });

  it('is brought anew when a kept version was tampered with', async () => {
    const one = console.addFile(host.archive('one'));
    const two = console.addFile(host.archive('two'));
    host.startAgent();
    want(one, 1);
    await reached('active', 1);
    want(two, 2);
    await reached('active', 2);
    writeFileSync(join(host.dir, one, 'share/words.txt'), 'other');
    want(one, 3);
    await reached('active', 3);
    expect([console.downloads.length, host.words()]).toEqual([3, 'one'.repeat(100)]);
  });

  it.each([
    ['S08 one that means harm', (): Buffer => tar([{ path: '../evil', content: 'x' }]), {}, 'ARCHIVE_UNSAFE'],
    [
      'S09 one beyond the limits',
      (): Buffer => host.archive('two'),
      { limits: { maxBytes: 50 } },
      'ARCHIVE_TOO_LARGE',
    ],
    ['a single file', (): Buffer => host.program('two'), { kind: 'file' }, 'KIND_MISMATCH'],
  ])('%s fails for good and touches nothing', async (_, content, changes, code) => {
    const one = console.addFile(host.archive('one'));
    host.startAgent();
    want(one, 1);
    await reached('active', 1);
    want(console.addFile(content()), 2, changes);
    expect(await reached('failed', 2)).toMatchObject({ sha256: one, error: { code } });
    expect([await host.ask(), versions(), existsSync(join(host.folder, 'evil'))]).toEqual([
      'one',
      [one],
      false,
    ]);
  });

  it('leaves alone what somebody laid out by hand', async () => {
    mkdirSync(join(host.dir, 'by-hand'));
    symlinkSync('by-hand', host.link);
    host.startAgent();
    want(console.addFile(host.archive('one')), 1);
    expect(await reached('failed', 1)).toMatchObject({ error: { code: 'CURRENT_NOT_OURS' } });
    rmSync(host.link);
  });
});
