import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FakeConsole } from './fake-console.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

/** Stand-ins for the service managers: they really start and stop the program, and write down each call. */
const SYSTEMCTL = `#!/bin/sh
echo "$@" >> "$LOG"
shift
case "$1" in
  start) "$FOLDER/start.sh" ;;
  stop) pid="$(cat "$PIDFILE" 2>/dev/null)"; rm -f "$PIDFILE"; [ -n "$pid" ] && kill "$pid" 2>/dev/null; exit 0 ;;
  show) [ -e "$FOLDER/mute" ] || { pid="$(cat "$PIDFILE" 2>/dev/null)"; echo "MainPID=\${pid:-0}"; } ;;
esac`;
const SUPERVISORCTL = `#!/bin/sh
echo "$@" >> "$LOG"
case "$1" in
  start) "$FOLDER/start.sh"; echo "$2: started" ;;
  stop) if [ -f "$PIDFILE" ]; then kill "$(cat "$PIDFILE")"; rm -f "$PIDFILE"; echo "$2: stopped"; else echo "$2: ERROR (not running)"; exit 7; fi ;;
  pid) [ -e "$FOLDER/mute" ] || { pid="$(cat "$PIDFILE" 2>/dev/null)"; echo "\${pid:-0}"; } ;;
esac`;

describe('the service managers of a host', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let environment: Record<string, string>;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    const tools = join(host.folder, 'tools');
    mkdirSync(tools);
    for (const [name, text] of Object.entries({ systemctl: SYSTEMCTL, supervisorctl: SUPERVISORCTL })) {
      writeFileSync(join(tools, name), text);
      chmodSync(join(tools, name), 0o755);
    }
    const log = join(host.folder, 'calls');
    environment = {
      PATH: `${tools}:${process.env['PATH'] ?? ''}`,
      LOG: log,
      FOLDER: host.folder,
      PIDFILE: host.pidFile,
    };
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const calls = (): readonly string[] =>
    readFileSync(environment['LOG'] ?? '', 'utf8')
      .trim()
      .split('\n');
  const isActive = (): boolean => console_.observedBin('web')?.phase === 'active';

  /** As with `Restart=always`, until somebody else writes the pid file or takes it away. */
  const restartAlways = (): void => {
    const isMine = `[ "$(cat "${host.pidFile}")" = $pid ]`;
    const run = `"${host.path}" & pid=$!; echo $pid > "${host.pidFile}"; wait $pid; sleep 0.1`;
    const loop = `while :; do ${run}; ${isMine} || exit; done`;
    host.script('start.sh', `setsid sh -c '${loop}' >/dev/null 2>&1 </dev/null &\nsleep 0.3`);
  };

  it('systemd: clears the start limit, starts and stops the unit, believes its main pid', async () => {
    const service = { kind: 'systemd', unit: 'web.service' };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ service, hooks: {} }) } });
    host.install(host.program('one'));
    await host.startService();
    host.startAgent(environment);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('active', isActive);
    expect(await host.ask()).toBe('two');
    const words = calls().filter((line) => !line.includes('show'));
    expect(words).toEqual([
      '--no-ask-password stop web.service',
      '--no-ask-password reset-failed web.service',
      '--no-ask-password start web.service',
    ]);
    expect(readdirSync(join(host.stateDir, 'output')).join()).not.toContain('show');
    await new Promise((done) => setTimeout(done, 1_500));
    expect(calls().filter((line) => line.includes('show')).length).toBeLessThan(10);
  });

  it('F20 systemd: a program that ends and is started again and again while it is watched is put back', async () => {
    const service = { kind: 'systemd', unit: 'web.service' };
    const health = { startupSeconds: 8, intervalSeconds: 0.5, watchSeconds: 4 };
    host.configure([host.withToken(console_.url)], {
      bins: { web: host.bin({ service, health, hooks: {} }) },
    });
    const old = host.install(host.program('one'));
    await host.startService();
    restartAlways();
    host.startAgent(environment);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two', 'dies')), generation: 1 });
    await until('put back', () => console_.observedBin('web')?.phase === 'failed');
    expect(console_.observedBin('web')?.error?.code).toBe('UNHEALTHY_AFTER_ACTIVATION');
    await until('it answers again', async () => (await host.ask()) === 'one');
    expect(host.liveDigest()).toBe(old);
  });

  it('systemd: one restart by hand while it is watched is no fault', async () => {
    const service = { kind: 'systemd', unit: 'web.service' };
    const health = { startupSeconds: 8, intervalSeconds: 0.5, watchSeconds: 2 };
    host.configure([host.withToken(console_.url)], {
      bins: { web: host.bin({ service, health, hooks: {} }) },
    });
    host.install(host.program('one'));
    await host.startService();
    restartAlways();
    host.startAgent(environment);
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until('active', isActive);
    process.kill(Number(readFileSync(host.pidFile, 'utf8')));
    await new Promise((done) => setTimeout(done, 3_000));
    expect([console_.observedBin('web')?.phase, console_.observedBin('web')?.healthy]).toEqual([
      'active',
      true,
    ]);
    expect(host.liveDigest()).toBe(next);
  });

  it('supervisor: starts and stops the program, and a program that did not run is no error', async () => {
    const service = { kind: 'supervisor', program: 'web' };
    host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ service, hooks: {} }) } });
    host.install(host.program('one'));
    host.startAgent(environment);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('active', isActive);
    expect(await host.ask()).toBe('two');
    expect(calls()).toEqual(expect.arrayContaining(['stop web', 'start web', 'pid web']));
  });

  it.each([
    ['systemd', { kind: 'systemd', unit: 'web.service' }],
    ['supervisor', { kind: 'supervisor', program: 'web' }],
  ])(
    'F19 %s: a service manager that says nothing has not said that the program is dead',
    async (_, service) => {
      const health = { intervalSeconds: 0.2 };
      host.configure([host.withToken(console_.url)], {
        bins: { web: host.bin({ service, health, hooks: {} }) },
      });
      host.install(host.program('one'));
      await host.startService();
      const mute = join(host.folder, 'mute');
      writeFileSync(mute, '');
      host.startAgent(environment);
      await until('it says so', () => console_.observedBin('web')?.error?.code === 'PROCESS_UNKNOWN');
      await new Promise((done) => setTimeout(done, 1_500));
      expect(console_.observedBin('web')?.healthy).toBeNull();
      rmSync(mute);
      await until(
        'it is well',
        () => console_.observedBin('web')?.healthy && !console_.observedBin('web')?.error,
      );
    },
  );

  it('none: hooks alone stop, start and judge the program', async () => {
    const hook = (name: string): object => ({
      command: [host.script(`hook-${name}.sh`, bodies[name] ?? '')],
    });
    const bodies: Record<string, string> = {
      stop: `${host.witnessLine('stop')}\n[ -f "${host.pidFile}" ] && kill "$(cat "${host.pidFile}")"; exit 0`,
      start: `${host.witnessLine('start')}\n"${host.folder}/start.sh"`,
      health: `grep -q good "$RC_PATH"`,
    };
    const hooks = { stop: hook('stop'), start: hook('start'), health: hook('health') };
    const health = { startupSeconds: 1, intervalSeconds: 0.2 };
    const bin = host.bin({ service: { kind: 'none' }, hooks, health });
    host.configure([host.withToken(console_.url)], { bins: { web: bin } });
    const old = host.install(host.program('good one'));
    await host.startService();
    host.startAgent(environment);
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('good two')), generation: 1 });
    await until('active', isActive);
    await until('it answers', async () => (await host.ask()) === 'good two');
    expect(console_.observedBin('web')?.source).toBe('file');
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('worse')), generation: 2 });
    await until(
      'failed',
      () => console_.observedBin('web')?.phase === 'failed' && console_.observedBin('web')?.healthy,
    );
    await until('it answers again', async () => (await host.ask()) === 'good two');
    expect(console_.observedBin('web')?.kept).toEqual([old]);
    const count = (name: string): number => host.witnessed().filter((line) => line.startsWith(name)).length;
    expect([count('stop'), count('start')]).toEqual([3, 3]);
  });
});
