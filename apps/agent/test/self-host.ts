import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { sha256Of } from './fake-console.js';
import { isAlive, TestHost, until } from './test-host.js';

const BUNDLE = resolve(__dirname, '../dist/agent.cjs');
const BUNDLE_WITH_FAULTS = resolve(__dirname, '../dist/agent-faults.cjs');
const RESTART_MILLISECONDS = 100;

/** How a bundle differs from the real one: code before it, a change of its text, or live fault points. */
export interface Twist {
  readonly before?: string;
  readonly change?: (text: string) => string;
  readonly hasFaults?: boolean;
}

/** Takes its faults from a file, once: the next start of the same bundle is without. */
function faultOnce(file: string): string {
  return `{
    const fs = require('fs'), file = ${JSON.stringify(file)};
    if (['run', 'launch'].includes(process.argv[2])) {
      process.env.AGENT_FAULT_TRACE = file + '.trace'; delete process.env.AGENT_FAULT;
      if (fs.existsSync(file)) { process.env.AGENT_FAULT = fs.readFileSync(file, 'utf8'); fs.unlinkSync(file); }
    }
  }`;
}

/** A host whose agent runs under its launcher, which a small service manager starts again whenever it ends. */
export class SelfHost extends TestHost {
  readonly dir = join(this.folder, 'self');
  readonly live = join(this.dir, 'agent.cjs');
  output = '';
  private launcher: ChildProcess | null = null;
  private isStopping = false;

  configureSelf(servers: readonly string[], changes: Record<string, unknown> = {}): void {
    const self = { bin: 'agent', dir: this.dir, proveSeconds: 2, watchSeconds: 1 };
    this.configure(servers, { bins: {}, self, ...changes });
  }

  /** A bundle of its own digest that works as the real one does, but for its twist. */
  bundle(name: string, { before = '', change = (text) => text, hasFaults = false }: Twist = {}): Buffer {
    const text = readFileSync(hasFaults ? BUNDLE_WITH_FAULTS : BUNDLE, 'utf8');
    const [shebang, ...lines] = change(text).split('\n');
    const faults = hasFaults ? faultOnce(this.faultFile(name)) : '';
    return Buffer.from([shebang, faults, before, ...lines, `// ${name}`, ''].join('\n'));
  }

  installSelf(content: Buffer): string {
    mkdirSync(this.dir, { recursive: true });
    writeFileSync(this.live, content);
    return sha256Of(content);
  }

  /** The bundle of that name fails there when it is started next. */
  failAt(name: string, fault: string): void {
    writeFileSync(this.faultFile(name), fault);
  }

  /** The steps that the bundle of that name went through. */
  trace(name: string): readonly string[] {
    const file = `${this.faultFile(name)}.trace`;
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  private faultFile(name: string): string {
    return join(this.folder, `fault-${name}`);
  }

  startLauncher(): void {
    const bundle = join(this.folder, 'launcher.cjs');
    if (!existsSync(bundle)) writeFileSync(bundle, this.bundle('launcher', { hasFaults: true }));
    const child = spawn(process.execPath, [bundle, 'launch', '--config', this.configFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.launcher = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    child.on('exit', () => {
      if (!this.isStopping) setTimeout(() => this.isStopping || this.startLauncher(), RESTART_MILLISECONDS);
    });
  }

  get launcherPid(): number {
    return this.launcher?.pid ?? 0;
  }

  agentPid(): number {
    const file = join(this.dir, 'child.json');
    const pid = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid : 0;
    return pid > 0 && isAlive(pid) ? pid : 0;
  }

  liveSelf(): string {
    return sha256Of(readFileSync(this.live));
  }

  verdict(): Record<string, unknown> {
    const file = join(this.dir, 'verdict.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  }

  override async remove(): Promise<void> {
    this.isStopping = true;
    const pids = [this.launcherPid, this.agentPid()].filter((pid) => pid > 0 && isAlive(pid));
    for (const pid of pids) process.kill(pid, 'SIGTERM');
    await until('launcher and agent are gone', () => !pids.some(isAlive), 20);
    await super.remove();
  }
}
