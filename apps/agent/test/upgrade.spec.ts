import { FakeConsole } from './fake-console.js';
import { TestHost, until } from './test-host.js';

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

  it('downloads, verifies, swaps, starts, checks and reports the new version', async () => {
    const old = host.install(host.program('one'));
    host.startService();
    const next = console_.addFile(host.program('two'));
    const agent = host.startAgent();
    await until('what runs now', () => console_.observedBin('web')?.sha256 === old);
    console_.want({ bin: 'web', sha256: next, version: '2.0', generation: 4 });
    await until('active', () => console_.observedBin('web')?.phase === 'active', 15).catch((e) => {
      throw new Error(`${String(e)}\n${agent.output}\n${JSON.stringify(console_.observed)}`);
    });
    expect(host.liveDigest()).toBe(next);
    expect(await host.ask()).toBe('two');
    console.log(agent.output, console_.phases(4), host.witnessed(), console_.observed);
  });
});
