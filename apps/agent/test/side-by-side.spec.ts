import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FakeConsole } from './fake-console.js';
import type { DesiredInTest } from './fake-console.js';
import { Visitors } from './front.js';
import { SlotHost } from './slot-host.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('two versions beside each other', () => {
  let kind: 'file' | 'archive';
  let console_: FakeConsole;
  let host: SlotHost;
  let visitors: Visitors;

  async function prepare(what: typeof kind = 'file'): Promise<void> {
    kind = what;
    host = await new SlotHost(kind).prepare();
    host.configure([host.withToken(console_.url)]);
  }

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
  });
  afterEach(async () => {
    await visitors?.stop();
    await host.remove();
    await console_.stop();
  });

  function want(sha256: string, generation: number, changes: Partial<DesiredInTest> = {}): void {
    console_.want({
      bin: 'web',
      sha256,
      generation,
      kind,
      mode: 'side-by-side',
      keepOldSeconds: 60,
      ...changes,
    });
  }

  const settled = (generation: number, phase: 'active' | 'failed') =>
    until(`${phase} at ${generation}`, () => {
      const seen = console_.observedBin('web');
      return seen?.generation === generation && seen.phase === phase && seen.healthy ? seen : undefined;
    });

  /** The first version gets the traffic of many visitors. */
  async function runOne(): Promise<string> {
    const one = console_.addFile(host.content('one'));
    if (kind === 'file') await host.runOld(host.content('one'));
    host.startAgent();
    want(one, 1);
    await settled(1, 'active');
    visitors = new Visitors(host.front.url);
    await until('visitors are answered', () => visitors.answers.length > 5);
    return one;
  }

  it.each(['file', 'archive'] as const)(
    '%s: moves traffic without losing a request, keeps the old one running, and goes back at once',
    async (what) => {
      await prepare(what);
      const one = await runOne();
      const two = console_.addFile(host.content('two'));
      const from = host.routedTo() ?? 'a';
      const to = from === 'a' ? 'b' : 'a';
      const oldPid = host.pidOf(from);
      want(two, 2);
      const seen = await settled(2, 'active');
      expect(seen).toMatchObject({ sha256: two, kept: expect.arrayContaining([one]) as string[] });
      await until('visitors see it', () => visitors.answers[visitors.answers.length - 1] === 'two');
      expect([host.routedTo(), host.runs(from), host.pidOf(from)]).toEqual([to, true, oldPid]);
      expect(host.witnessed().filter((line) => line.split(' ')[2] === '2')).toEqual([
        `precheck ${to} 2 1 forward ${two}`,
        `warm ${to} 2 1 forward ${two}`,
        `undrain ${to} 2 1 forward ${two}`,
        `switch ${to} 2 1 forward ${two}`,
        `drain ${from} 2 1 forward ${two}`,
      ]);

      const downloads = console_.downloads.length;
      want(one, 3, { action: 'revert', mode: 'swap' });
      expect(await settled(3, 'active')).toMatchObject({ sha256: one });
      expect([host.routedTo(), host.pidOf(from)]).toEqual([from, oldPid]);
      expect(console_.downloads.length).toBe(downloads);
      expect(console_.phases(3)).not.toContain('downloading');
      await until('what was left is stopped', () => !host.runs(to));
      await visitors.stop();
      expect(visitors.lost).toEqual([]);
    },
  );

  it.each(['file', 'archive'] as const)(
    '%s: stops the old one when its time is over, and still goes back without a download',
    async (what) => {
      await prepare(what);
      const one = await runOne();
      const from = host.routedTo() ?? 'a';
      const to = from === 'a' ? 'b' : 'a';
      const two = console_.addFile(host.content('two'));
      want(two, 2, { keepOldSeconds: 1 });
      await settled(2, 'active');
      expect(host.runs(from)).toBe(true);
      await until('the old one is stopped', () => !host.runs(from));
      expect(host.runs(to)).toBe(true);
      const downloads = console_.downloads.length;
      want(one, 3);
      expect(await settled(3, 'active')).toMatchObject({ sha256: one });
      expect([host.routedTo(), console_.downloads.length]).toEqual([from, downloads]);
      await visitors.stop();
      expect(visitors.lost).toEqual([]);
    },
  );

  it.each(['side-by-side', 'swap'] as const)(
    'archive: one that was tampered with in the other place is brought anew for a %s',
    async (mode) => {
      await prepare('archive');
      const one = await runOne();
      const from = host.routedTo() ?? 'a';
      want(console_.addFile(host.content('two')), 2, { keepOldSeconds: 0 });
      await settled(2, 'active');
      await until('the old one is stopped', () => !host.runs(from));
      const program = join(host.dir, one, 'bin/app');
      const bytes = readFileSync(program);
      appendFileSync(program, '// tampered with');
      const downloads = console_.downloads.length;
      want(one, 3, { mode });
      expect(await settled(3, 'active')).toMatchObject({ sha256: one });
      expect([readFileSync(program).equals(bytes), console_.downloads.length]).toEqual([true, downloads + 1]);
      expect(readdirSync(host.dir).filter((name) => name.includes('damaged'))).toEqual([]);
      await visitors.stop();
    },
  );

  it('F20 stops a new one that does not get healthy; the old one never noticed', async () => {
    await prepare();
    const health = {
      http: 'http://127.0.0.1:{port}/',
      startupSeconds: 1,
      intervalSeconds: 0.2,
      watchSeconds: 0,
    };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    const one = await runOne();
    const from = host.routedTo() ?? 'a';
    const oldPid = host.pidOf(from);
    want(console_.addFile(host.content('two', 'unhealthy')), 2);
    expect(await settled(2, 'failed')).toMatchObject({ sha256: one, error: { code: 'NOT_HEALTHY' } });
    expect([host.routedTo(), host.pidOf(from)]).toEqual([from, oldPid]);
    expect(host.runs(from === 'a' ? 'b' : 'a')).toBe(false);
    await visitors.stop();
    expect(visitors.lost).toEqual([]);
    expect(new Set(visitors.answers)).toEqual(new Set(['one']));
  });

  it('goes back by itself to the one that still runs when the new one turns unhealthy', async () => {
    await prepare();
    const health = {
      http: 'http://127.0.0.1:{port}/',
      startupSeconds: 5,
      intervalSeconds: 0.1,
      unhealthyAfter: 2,
      watchSeconds: 30,
    };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    const one = await runOne();
    const from = host.routedTo() ?? 'a';
    const oldPid = host.pidOf(from);
    want(console_.addFile(host.content('two', 'turns-bad')), 2, { keepOldSeconds: 0 });
    await until('it was active', () => console_.phases(2).includes('active'));
    const seen = await settled(2, 'failed');
    expect(seen).toMatchObject({ sha256: one, error: { code: 'UNHEALTHY_AFTER_ACTIVATION' } });
    expect([host.routedTo(), host.pidOf(from), host.runs(from === 'a' ? 'b' : 'a')]).toEqual([
      from,
      oldPid,
      false,
    ]);
  });

  it('a switch that fails is undone, and what it said reaches the console', async () => {
    await prepare();
    const one = await runOne();
    const from = host.routedTo() ?? 'a';
    host.script(
      'switch.sh',
      `${host.route('$2')}\n[ "$RC_DIRECTION" = back ] && exit 0\necho "no such backend" >&2; exit 4`,
    );
    const to = from === 'a' ? 'b' : 'a';
    const two = console_.addFile(host.content('two'));
    want(two, 2);
    const seen = await settled(2, 'failed');
    expect(seen).toMatchObject({
      sha256: one,
      error: { code: 'SWITCH_FAILED', message: expect.stringContaining('no such backend') as string },
    });
    expect([host.routedTo(), host.runs(to)]).toEqual([from, false]);
    expect(host.witnessed().filter((line) => line.startsWith('drain'))).toEqual([
      `drain ${to} 2 1 back ${two}`,
    ]);
    await visitors.stop();
    expect(visitors.lost).toEqual([]);
  });

  it('I19 a switch hook that hangs is killed at its limit, and traffic goes where it went', async () => {
    await prepare();
    const one = await runOne();
    const from = host.routedTo() ?? 'a';
    host.script('switch.sh', `[ "$RC_DIRECTION" = back ] && exit 0\nsleep 1000`);
    const bin = host.bin();
    const hooks = {
      ...(bin['hooks'] as object),
      switch: { command: [`${host.folder}/switch.sh`], timeoutSeconds: 0.5 },
    };
    host.configure([host.withToken(console_.url)], { bins: { web: { ...bin, hooks } } });
    await host.restartAgents();
    want(console_.addFile(host.content('two')), 2);
    const seen = await settled(2, 'failed');
    expect(seen).toMatchObject({
      sha256: one,
      error: { code: 'SWITCH_FAILED', message: expect.stringContaining('time limit') as string },
    });
    expect(host.routedTo()).toBe(from);
  });

  it('F41 a newer wish takes the place of one that does not come up, and nothing is left of it', async () => {
    await prepare();
    const health = {
      http: 'http://127.0.0.1:{port}/',
      startupSeconds: 600,
      intervalSeconds: 0.2,
      watchSeconds: 0,
    };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ health }) } });
    const one = await runOne();
    const from = host.routedTo() ?? 'a';
    want(console_.addFile(host.content('two', 'unhealthy')), 2);
    await until('it is being checked', () => console_.phases(2).includes('checking'));
    want(one, 3, { action: 'revert' });
    expect(await settled(3, 'active')).toMatchObject({ sha256: one });
    await until('it is stopped', () => !host.runs(from === 'a' ? 'b' : 'a'));
    want(console_.addFile(host.content('three')), 4);
    await settled(4, 'active');
    await visitors.stop();
    expect(visitors.lost).toEqual([]);
  });

  it('a swap on such a host happens in the place that has the traffic', async () => {
    await prepare();
    await runOne();
    const from = host.routedTo();
    const two = console_.addFile(host.content('two'));
    want(two, 2, { mode: 'swap' });
    expect(await settled(2, 'active')).toMatchObject({ sha256: two });
    expect([host.routedTo(), await host.ask()]).toEqual([from, 'two']);
  });

  it('what only lies ready touches nothing, and is there when traffic is to be moved', async () => {
    await prepare();
    await runOne();
    const two = console_.addFile(host.content('two'));
    want(two, 2, { action: 'stage' });
    await until('staged', () => console_.observedBin('web')?.staged === two);
    const downloads = console_.downloads.length;
    expect(await host.ask()).toBe('one');
    want(two, 3);
    await settled(3, 'active');
    expect([await host.ask(), console_.downloads.length]).toEqual(['two', downloads]);
  });
});

describe('a host that runs one version at a time', () => {
  it('says so in its facts, refuses to run two, and leaves what runs alone', async () => {
    const console_ = await new FakeConsole().start();
    const host = await new TestHost().prepare();
    try {
      host.configure([host.withToken(console_.url)]);
      const one = host.install(host.program('one'));
      await host.startService();
      host.startAgent();
      const two = console_.addFile(host.program('two'));
      console_.want({ bin: 'web', sha256: two, generation: 1, mode: 'side-by-side', keepOldSeconds: 60 });
      await until('failed', () => console_.observedBin('web')?.phase === 'failed');
      expect(console_.observedBin('web')).toMatchObject({
        sha256: one,
        error: { code: 'SIDE_BY_SIDE_NOT_CONFIGURED' },
      });
      expect([host.liveDigest(), await host.ask(), console_.downloads.length]).toEqual([one, 'one', 0]);
      const facts = console_.syncs.flatMap(({ body }) => body.facts ?? []);
      expect(facts[0]).not.toHaveProperty('sideBySide');
    } finally {
      await host.remove();
      await console_.stop();
    }
  });

  it('one that can says for which bins', async () => {
    const console_ = await new FakeConsole().start();
    const host = await new SlotHost().prepare();
    try {
      host.configure([host.withToken(console_.url)]);
      host.startAgent();
      const told = await until('facts', () => console_.syncs.find(({ body }) => body.facts)?.body.facts);
      expect(told['sideBySide']).toEqual(['web']);
    } finally {
      await host.remove();
      await console_.stop();
    }
  });
});
