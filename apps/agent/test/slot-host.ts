import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { tarGz } from '../src/archive/tar-builder.fixtures.js';
import { sha256Of } from './fake-console.js';
import { Front } from './front.js';
import { freePort, isAlive, TestHost, until } from './test-host.js';

export type SlotName = 'a' | 'b';

/** A host on which two versions can run beside each other, behind a front that the switch hook points at one of them. */
export class SlotHost extends TestHost {
  readonly dir = join(this.folder, 'srv');
  readonly routeFile = join(this.folder, 'route');
  readonly front = new Front(this.routeFile);
  readonly ports: Record<SlotName, number> = { a: 0, b: 0 };

  constructor(readonly kind: 'file' | 'archive' = 'file') {
    super();
  }

  override async prepare(): Promise<this> {
    await super.prepare();
    this.ports.a = await freePort();
    this.ports.b = await freePort();
    await this.front.start();
    mkdirSync(this.dir);
    const command = this.kind === 'file' ? `"${this.slotPath('$1')}"` : './bin/app';
    const enter = this.kind === 'file' ? '' : `cd "${this.slotPath('$1')}" && `;
    this.script(
      'start.sh',
      `${enter}PORT="$2" setsid ${command} >/dev/null 2>&1 </dev/null &\necho $! > "${this.folder}/$1.pid"`,
    );
    this.script('stop.sh', `kill "$(cat "${this.folder}/$1.pid")"`);
    this.script('switch.sh', `${this.slotLine('switch')}\n${this.route('$2')}`);
    for (const hook of ['precheck', 'warm', 'undrain']) this.script(`${hook}.sh`, this.slotLine(hook));
    this.script('drain.sh', `${this.slotLine('drain')}\nsleep 0.3`);
    return this;
  }

  /** In a script: moves the traffic, whole at any moment. */
  route(port: string): string {
    return `echo "${port}" > "${this.routeFile}.new" && mv "${this.routeFile}.new" "${this.routeFile}"`;
  }

  slotLine(hook: string): string {
    return `echo "${hook} $RC_SLOT $RC_GENERATION $RC_ATTEMPT $RC_DIRECTION $RC_SHA256" >> "${this.witness}"`;
  }

  slotPath(slot: string): string {
    return this.kind === 'file' ? join(dirname(this.path), `web-${slot}`) : join(this.dir, `current-${slot}`);
  }

  override bin(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { path: _, hooks, ...settings } = super.bin();
    const script = (name: string): string => join(this.folder, `${name}.sh`);
    return {
      ...settings,
      ...(this.kind === 'file' ? { path: this.slotPath('{slot}') } : { dir: this.dir }),
      service: {
        kind: 'commands',
        start: [script('start'), '{slot}', '{port}'],
        stop: [script('stop'), '{slot}'],
        pidFile: join(this.folder, '{slot}.pid'),
      },
      health: { http: 'http://127.0.0.1:{port}/', startupSeconds: 8, intervalSeconds: 0.2, watchSeconds: 0 },
      hooks: {
        ...(hooks as object),
        switch: { command: [script('switch'), '{slot}', '{port}'], timeoutSeconds: 10 },
      },
      sideBySide: {
        slots: [
          { name: 'a', port: this.ports.a },
          { name: 'b', port: this.ports.b },
        ],
        verifyHttp: this.front.url,
      },
      ...changes,
    };
  }

  /** Listens where it is told to. */
  override program(...of: Parameters<TestHost['program']>): Buffer {
    const text = super.program(...of).toString('utf8');
    return Buffer.from(text.replace(`.listen(${this.port},`, '.listen(Number(process.env.PORT),'));
  }

  content(name: string, behaviour: Parameters<TestHost['program']>[1] = 'good'): Buffer {
    const program = this.program(name, behaviour);
    if (this.kind === 'file') return program;
    return tarGz([
      { path: './', type: '5' },
      { path: './bin/app', content: program, mode: 0o755 },
    ]);
  }

  /** Something runs in the first place and gets the traffic, as an operator would leave it. */
  async runOld(content: Buffer): Promise<string> {
    writeFileSync(this.slotPath('a'), content, { mode: 0o755 });
    execFileSync(join(this.folder, 'start.sh'), ['a', String(this.ports.a)]);
    writeFileSync(this.routeFile, String(this.ports.a));
    await until('the program answers', () => this.ask());
    return sha256Of(content);
  }

  pidOf(slot: SlotName): number {
    const file = join(this.folder, `${slot}.pid`);
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  }

  runs(slot: SlotName): boolean {
    const pid = this.pidOf(slot);
    return pid > 0 && isAlive(pid);
  }

  /** One version runs, and nobody is at work on it. */
  isAtRest(): boolean {
    const lock = join(dirname(this.slotPath('a')), '.web.lock');
    return !(this.runs('a') && this.runs('b')) && lstatSync(lock, { throwIfNoEntry: false }) === undefined;
  }

  digestIn(slot: SlotName): string | null {
    const path = this.slotPath(slot);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    return this.kind === 'file' ? sha256Of(readFileSync(path)) : readlinkSync(path);
  }

  routedTo(): SlotName | null {
    const port = existsSync(this.routeFile) ? Number(readFileSync(this.routeFile, 'utf8')) : 0;
    return port === this.ports.a ? 'a' : port === this.ports.b ? 'b' : null;
  }

  override liveDigest(): string | null {
    const slot = this.routedTo();
    return slot === null ? null : this.digestIn(slot);
  }

  /** What a visitor is answered. */
  override async ask(): Promise<string | null> {
    const answer = await fetch(this.front.url).catch(() => null);
    return answer === null || answer.status >= 500 ? null : answer.text();
  }

  override async remove(): Promise<void> {
    const pids = (['a', 'b'] as const).filter((slot) => this.runs(slot)).map((slot) => this.pidOf(slot));
    await super.remove();
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await this.front.stop();
  }
}
