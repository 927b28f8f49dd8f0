import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { ConfigHost } from './config-host.js';
import { sweepConfig } from './config-sweep.js';
import { FakeConsole, sha256Of } from './fake-console.js';
import { until } from './test-host.js';

jest.setTimeout(60_000);

const OLD = Buffer.from('port: 80\n');
const NEW = Buffer.from('port: 8080\nname: shop\n');
const BAD = Buffer.from('port: BAD\n');

describe('a configuration file', () => {
  let console_: FakeConsole;
  let host: ConfigHost;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new ConfigHost(console_).prepare();
  });
  afterEach(async () => {
    chmodSync(host.etc, 0o755);
    await host.remove();
    await console_.stop();
  });

  it('is put in place where none was, readable by its owner and group, and its reader is told', async () => {
    host.startAgent();
    host.want(NEW, 1);
    const seen = await host.ends('active', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(NEW), source: 'file' });
    expect([host.content(), host.rights()]).toEqual([NEW.toString(), 0o640]);
    expect(readFileSync(host.lastRead, 'utf8')).toBe(NEW.toString());
    expect(readdirSync(host.etc)).toEqual(['app.yaml']);
  });

  it('takes over the rights of the file that it replaces, unless the host says others', async () => {
    writeFileSync(host.file, OLD);
    chmodSync(host.file, 0o604);
    const agent = host.startAgent();
    host.want(NEW, 1);
    await host.ends('active', 1);
    expect(host.rights()).toBe(0o604);
    await agent.kill('SIGTERM');
    host.configureFile({ mode: '0600' });
    host.startAgent();
    host.want(OLD, 2);
    await host.ends('active', 2);
    expect([host.content(), host.rights()]).toEqual([OLD.toString(), 0o600]);
  });

  it('is refused by what validates it, in its words, and nothing was touched', async () => {
    writeFileSync(host.file, OLD);
    host.startAgent();
    host.want(BAD, 1);
    const seen = await host.ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(OLD), error: { code: 'PRECHECK_FAILED' } });
    expect(seen.error?.message).toContain('line 1: BAD is no port');
    expect([host.content(), host.witnessed()]).toEqual([OLD.toString(), []]);
  });

  it('is refused when what validates it does not end', async () => {
    writeFileSync(host.file, OLD);
    host.script('validate.sh', 'sleep 600');
    host.startAgent();
    host.want(NEW, 1);
    const seen = await host.ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(OLD), error: { code: 'PRECHECK_FAILED' } });
    expect(host.content()).toBe(OLD.toString());
  });

  it('goes back, and its reader is told again, when that refuses the new one', async () => {
    writeFileSync(host.file, OLD);
    host.reloadWith('! grep -q 8080 "$RC_PATH"');
    host.startAgent();
    host.want(NEW, 1);
    const seen = await host.ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(OLD), error: { code: 'START_FAILED' } });
    expect(host.content()).toBe(OLD.toString());
    expect(host.reloads()).toEqual(['forward', 'back']);
  });

  it('that somebody changes by hand is reported as what it is', async () => {
    writeFileSync(host.file, OLD);
    host.startAgent();
    host.want(NEW, 1);
    await host.ends('active', 1);
    writeFileSync(host.file, 'port: 1\n');
    await until('the change is seen', () => host.seen()?.sha256 === sha256Of('port: 1\n'));
  });

  it('F18 is old or new and whole wherever the agent is killed, and new in the end', async () => {
    writeFileSync(host.file, OLD);
    expect(await sweepConfig(host, [OLD, NEW])).toBeGreaterThan(0);
  }, 300_000);

  it.each([
    ['download.write', 'ENOSPC', 'NO_SPACE'],
    ['stage.rename', 'EROFS', 'READ_ONLY'],
  ])(
    'F19 %s answers %s: the old one stays, %s is told, and it comes right later',
    async (point, errno, code) => {
      writeFileSync(host.file, OLD);
      const bad = host.startAgent({ AGENT_FAULT: `${point}:${errno}` });
      host.want(NEW, 1);
      await until('told', () => host.seen()?.error?.code === code);
      expect([host.content(), host.seen()?.sha256]).toEqual([OLD.toString(), sha256Of(OLD)]);
      await bad.kill();
      host.startAgent();
      await host.ends('active', 1);
      expect(host.content()).toBe(NEW.toString());
    },
  );

  it.each([
    ['replaced', NEW],
    ['taken away', Buffer.alloc(0)],
  ])('F19 in a folder that the agent may not write to is not %s, and that is told', async (_, content) => {
    writeFileSync(host.file, OLD);
    const isRoot = process.getuid?.() === 0;
    const nobody = 65_534;
    if (isRoot) chownSync(host.folder, nobody, nobody);
    chmodSync(host.etc, 0o555);
    host.startAgent({}, isRoot ? nobody : undefined);
    host.want(content, 1);
    await until('told', () => host.seen()?.error?.code === 'NOT_PERMITTED');
    expect([host.content(), host.seen()?.sha256]).toEqual([OLD.toString(), sha256Of(OLD)]);
    expect(readdirSync(host.etc)).toEqual(['app.yaml']);
  });
});
