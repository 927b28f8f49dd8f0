import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { FakeConsole } from './fake-console.js';
import { runAgentCommand, TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('on the command line', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let old: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    old = host.install(host.program('one'));
    await host.startService();
    host.configure([host.withToken(console_.url)]);
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const agent = (...words: string[]) => runAgentCommand([...words, '--config', host.configFile]);

  it('holds and releases without the console; a held agent changes nothing and says so', async () => {
    expect(await agent('hold', '--reason', 'disk swap', '--for', '2h')).toMatchObject({ code: 0 });
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    host.startAgent();
    await until(
      'it says so',
      () => console_.syncs.some(({ body }) => body.held?.reason === 'disk swap') && console_.isHeard(),
    );
    expect(Date.parse(console_.syncs[0]?.body.held?.until ?? '')).toBeGreaterThan(Date.now() + 7_000_000);
    expect([host.liveDigest(), console_.downloads.length]).toEqual([old, 0]);
    expect(await agent('release')).toMatchObject({ code: 0 });
    await until('it follows again', () => console_.observedBin('web')?.phase === 'active');
    expect(console_.syncs[console_.syncs.length - 1]?.body.held).toBeNull();
  });

  it('a hold that comes in the middle lets what was begun end well', async () => {
    host.script('drain.sh', 'sleep 0.6');
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('it began', () => console_.phases(1).includes('draining'));
    await agent('hold');
    await until('it ended', () => console_.observedBin('web')?.phase === 'active');
    console_.want({ bin: 'web', sha256: old, generation: 2, action: 'revert' });
    await until('it heard', () => console_.isHeard());
    expect(console_.observedBin('web')?.generation).toBe(1);
  });

  it('tells what it knows, also when no agent runs', async () => {
    const process = host.startAgent();
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 6 });
    await until('active', () => console_.observedBin('web')?.phase === 'active');
    expect(JSON.parse((await agent('status')).output)).toMatchObject({
      agent: { running: true, pid: process.child.pid },
      lifecycle: 'active',
      lastContact: { server: console_.url, trouble: null },
      held: null,
      bins: [{ bin: 'web', file: { sha256: next }, actedGeneration: 6, phase: 'active', kept: [old] }],
    });
    await process.kill('SIGTERM');
    expect(JSON.parse((await agent('status')).output)).toMatchObject({
      agent: { running: false, pid: null },
    });
  });

  it("imports what runs as a version, with a person's rights", async () => {
    const words = ['import', '--config', host.configFile, '--bin', 'web', '--version', '1.0'];
    const done = await runAgentCommand(words, { RC_ACCESS_TOKEN: 'eyJ.person' });
    expect(done).toEqual({ code: 0, output: `imported web 1.0 (${old})\n` });
    const [upload] = console_.uploads;
    expect(upload).toMatchObject({ authorization: 'Bearer eyJ.person', checksum: old });
    expect(upload?.url).toMatch(/^\/api\/v1\/bins\/web\/versions\/1\.0\/artifacts\/(amd64|arm64)$/);
    expect(upload?.content.equals(readFileSync(host.path))).toBe(true);
    expect((await runAgentCommand(words)).code).toBe(2);
    expect((await runAgentCommand([...words, '--token-file', '/does/not/exist'])).code).toBe(2);
  });

  it('refuses to be the second agent of a host', async () => {
    const first = host.startAgent();
    await until('it runs', () => console_.syncs.length > 0);
    const second = host.startAgent();
    expect(await second.ended).toMatchObject({ code: 3 });
    expect(second.output).toContain(String(first.child.pid));
    await first.kill('SIGKILL');
    const third = host.startAgent();
    await until('the lock of the dead is free', () => third.output.includes('agent.started'));
  });

  it('I10 two agents with folders of their own never update one file at once', async () => {
    const other = await new TestHost().prepare();
    try {
      host.script(
        'drain.sh',
        `echo begin >> "${host.witness}.lock"\nsleep 0.4\necho end >> "${host.witness}.lock"`,
      );
      const config = JSON.parse(readFileSync(host.configFile, 'utf8')) as Record<string, unknown>;
      writeFileSync(other.configFile, JSON.stringify({ ...config, stateDir: other.stateDir }));
      host.startAgent();
      other.startAgent();
      console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
      await until(
        'both are done',
        () => !readdirSync(dirname(host.path)).includes('.web.lock') && console_.isHeard() && lines() >= 2,
      );
      await until('settled', () => console_.observedBin('web')?.phase === 'active');
      const order = readFileSync(`${host.witness}.lock`, 'utf8').trim().split('\n');
      expect(order.every((word, index) => word === (index % 2 === 0 ? 'begin' : 'end'))).toBe(true);
    } finally {
      await other.remove();
    }
    function lines(): number {
      const file = `${host.witness}.lock`;
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
    }
  });

  it('F52 leaves within ten seconds of SIGTERM, also out of a hook, and the next start ends the work', async () => {
    host.script(
      'drain.sh',
      `echo "drain $RC_GENERATION $RC_ATTEMPT" >> "${host.witness}"\n[ "$RC_ATTEMPT" = 2 ] || sleep 60`,
    );
    const drain = { command: [join(host.folder, 'drain.sh')], timeoutSeconds: 120 };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ hooks: { drain } }) } });
    const first = host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('it drains', () => host.witnessed().length === 1);
    const asked = Date.now();
    await first.kill('SIGTERM');
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await first.ended).toMatchObject({ code: 0 });
    host.startAgent();
    await until('active', () => console_.observedBin('web')?.phase === 'active');
    expect(host.witnessed()).toEqual(['drain 1 1', 'drain 1 2']);
  });

  it('lists every fault of its configuration and ends with 78', async () => {
    writeFileSync(host.configFile, JSON.stringify({ servers: [], stateDir: 'x', bins: { 'a b': {} } }));
    const done = await agent('run');
    expect(done.code).toBe(78);
    for (const word of ['servers', 'stateDir', 'a b', 'path', 'service']) expect(done.output).toContain(word);
  });

  it('has a version, help, and says what it does not know', async () => {
    expect((await runAgentCommand(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runAgentCommand(['--help'])).output).toContain('hold');
    expect((await runAgentCommand(['dance', '--config', host.configFile])).code).toBe(2);
    expect((await runAgentCommand(['--shell', 'x'])).code).toBe(2);
    expect((await runAgentCommand(['run'])).code).toBe(2);
  });
});
