import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { FakeConsole, sha256Of } from './fake-console.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

const NAME = 'shop.app.yaml';
const OLD = Buffer.from('port: 80\n');
const NEW = Buffer.from('port: 8080\nname: shop\n');
const BAD = Buffer.from('port: BAD\n');

describe('a configuration file', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    folder = join(host.folder, 'etc');
    path = join(folder, 'app.yaml');
    mkdirSync(folder);
    host.script('validate.sh', `! grep -q BAD "$RC_FILE" || { echo "line 1: BAD is no port"; exit 1; }`);
    host.script(
      'reload.sh',
      `${host.witnessLine('reload')}\ncat "$RC_PATH" > "${host.folder}/read-by-program"`,
    );
    configure();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  function configure(changes: object = {}): void {
    const command = (name: string): object => ({
      command: [join(host.folder, `${name}.sh`)],
      timeoutSeconds: 2,
    });
    const file = { path, validate: command('validate'), reload: command('reload'), ...changes };
    host.configure([host.withToken(console_.url)], { bins: {}, configs: { [NAME]: file } });
  }

  function want(content: Buffer, generation: number): void {
    console_.want({ bin: NAME, sha256: console_.addFile(content), generation });
  }

  const ends = (phase: 'active' | 'failed', generation: number) =>
    until(`${phase} at ${generation}`, () => {
      const seen = console_.observedBin(NAME);
      return seen?.generation === generation && seen.phase === phase ? seen : undefined;
    });

  const content = (): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const mode = (): number => statSync(path).mode & 0o777;

  it('is put in place where none was, readable by its owner and group, and its reader is told', async () => {
    host.startAgent();
    want(NEW, 1);
    const seen = await ends('active', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(NEW), source: 'file' });
    expect([content(), mode()]).toEqual([NEW.toString(), 0o640]);
    expect(readFileSync(join(host.folder, 'read-by-program'), 'utf8')).toBe(NEW.toString());
    expect(readdirSync(folder)).toEqual(['app.yaml']);
  });

  it('takes over the rights of the file that it replaces, unless the host says others', async () => {
    writeFileSync(path, OLD);
    chmodSync(path, 0o604);
    const agent = host.startAgent();
    want(NEW, 1);
    await ends('active', 1);
    expect(mode()).toBe(0o604);
    await agent.kill('SIGTERM');
    configure({ mode: '0600' });
    host.startAgent();
    want(OLD, 2);
    await ends('active', 2);
    expect([content(), mode()]).toEqual([OLD.toString(), 0o600]);
  });

  it('is refused by what validates it, in its words, and nothing was touched', async () => {
    writeFileSync(path, OLD);
    host.startAgent();
    want(BAD, 1);
    const seen = await ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(OLD), error: { code: 'PRECHECK_FAILED' } });
    expect(seen.error?.message).toContain('line 1: BAD is no port');
    expect([content(), host.witnessed()]).toEqual([OLD.toString(), []]);
  });

  it('is refused when what validates it does not end', async () => {
    writeFileSync(path, OLD);
    host.script('validate.sh', 'sleep 600');
    host.startAgent();
    want(NEW, 1);
    const seen = await ends('failed', 1);
    expect(seen).toMatchObject({ error: { code: 'PRECHECK_FAILED' } });
    expect(content()).toBe(OLD.toString());
  });

  it('goes back, and its reader is told again, when that refuses the new one', async () => {
    writeFileSync(path, OLD);
    host.script('reload.sh', `${host.witnessLine('reload')}\n! grep -q 8080 "$RC_PATH"`);
    host.startAgent();
    want(NEW, 1);
    const seen = await ends('failed', 1);
    expect(seen).toMatchObject({ sha256: sha256Of(OLD), error: { code: 'START_FAILED' } });
    expect(content()).toBe(OLD.toString());
    expect(host.witnessed().map((line) => line.split(' ')[3])).toEqual(['forward', 'back']);
  });

  it('that somebody changes by hand is reported as what it is', async () => {
    writeFileSync(path, OLD);
    host.startAgent();
    want(NEW, 1);
    await ends('active', 1);
    writeFileSync(path, 'port: 1\n');
    await until(
      'the change is seen',
      () => console_.observedBin(NAME)?.sha256 === sha256Of(Buffer.from('port: 1\n')),
    );
  });

  it('F18 is old or new and whole wherever the agent is killed, and new in the end', async () => {
    writeFileSync(path, OLD);
    let generation = 1;
    const wanted = (): Buffer => (generation % 2 === 1 ? NEW : OLD);
    const trace = join(host.folder, 'trace');
    const traced = host.startAgent({ AGENT_FAULT_TRACE: trace });
    want(wanted(), generation);
    await ends('active', generation);
    await traced.kill('SIGTERM');
    const steps = readFileSync(trace, 'utf8').trim().split('\n').length;
    let crashes = 0;
    for (const [step, side] of chosen(steps)) {
      generation += 1;
      const agent = host.startAgent({ AGENT_FAULT: `${step}:${side}` });
      want(wanted(), generation);
      const end = await Promise.race([agent.ended, ends('active', generation)]);
      if ('signal' in end && end.signal === 'SIGKILL') crashes += 1;
      expect([OLD.toString(), NEW.toString()]).toContain(content());
      await agent.kill();
      const next = host.startAgent();
      await ends('active', generation);
      expect(content()).toBe(wanted().toString());
      await next.kill('SIGTERM');
    }
    expect(crashes).toBeGreaterThan(0);
  }, 300_000);
});

/** Every step, on both sides of it, in a whole run; else another few each day. */
function chosen(steps: number): readonly (readonly [number, 'before' | 'after'])[] {
  const all = Array.from({ length: steps }, (_, place) => place + 1).flatMap(
    (step) =>
      [
        [step, 'before'],
        [step, 'after'],
      ] as const,
  );
  if (process.env['WHOLE_RUN'] === '1') return all;
  const day = Math.floor(Date.now() / 86_400_000);
  return all.filter((_, place) => (place + day) % 6 === 0);
}
