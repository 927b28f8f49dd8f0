import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { sha256Of } from './fake-console.js';

const AGENT = resolve(__dirname, '../dist/agent.cjs');
const AGENT_WITH_FAULTS = resolve(__dirname, '../dist/agent-faults.cjs');

const LOWEST_PORT = 12_000;
const PORTS = 18_000;
let lastPort = process.pid * 37;

/** Below the range that the kernel takes ports for outgoing connections from: there one may be gone a moment later. */
export async function freePort(): Promise<number> {
  for (;;) {
    lastPort += 1;
    const port = LOWEST_PORT + (lastPort % PORTS);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

export async function until<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  seconds = 40,
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (Date.now() > deadline) throw new Error(`not seen within ${seconds} s: ${what}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z');
  } catch {
    return false;
  }
}

/** A host of its own: folders, a program that answers HTTP, scripts that start and stop it, an agent. */
export class TestHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'rc-agent-'));
  readonly path = join(this.folder, 'opt/web');
  readonly stateDir = join(this.folder, 'state');
  readonly pidFile = join(this.folder, 'web.pid');
  readonly witness = join(this.folder, 'witness.log');
  readonly configFile = join(this.folder, 'agent.json');
  port = 0;
  private readonly agents: AgentProcess[] = [];

  async prepare(): Promise<this> {
    this.port = await freePort();
    mkdirSync(dirname(this.path), { recursive: true });
    this.script(
      'start.sh',
      `setsid "${this.path}" >/dev/null 2>&1 </dev/null &\necho $! > "${this.pidFile}"`,
    );
    this.script('stop.sh', `kill "$(cat "${this.pidFile}")"`);
    for (const hook of ['precheck', 'drain', 'warm', 'undrain'])
      this.script(`${hook}.sh`, this.witnessLine(hook));
    return this;
  }

  script(name: string, body: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** Hooks note what they were asked for in a file that the agent knows nothing of. */
  witnessLine(hook: string): string {
    return `echo "${hook} $RC_GENERATION $RC_ATTEMPT $RC_DIRECTION $RC_SHA256" >> "${this.witness}"`;
  }

  witnessed(): readonly string[] {
    return existsSync(this.witness)
      ? readFileSync(this.witness, 'utf8').trim().split('\n').filter(Boolean)
      : [];
  }

  /** A real program: answers its own name; `behaviour` makes it bad. */
  program(
    name: string,
    behaviour: 'good' | 'exits' | 'dies' | 'unhealthy' | 'turns-bad' = 'good',
    padding = 0,
  ): Buffer {
    const status =
      behaviour === 'unhealthy'
        ? '500'
        : behaviour === 'turns-bad'
          ? 'Date.now() - began > 1500 ? 500 : 200'
          : '200';
    const lines = [
      '#!/usr/bin/env node',
      behaviour === 'exits' ? 'process.exit(1);' : 'const began = Date.now();',
      `const server = require('http').createServer((q, s) => { s.writeHead(${status}); s.end('${name}'); }).listen(${this.port}, '127.0.0.1');`,
      behaviour === 'dies' ? 'setTimeout(() => process.exit(1), 1500);' : '',
      `process.on('SIGTERM', () => server.close(() => process.exit()));`,
      padding > 0 ? `// ${'x'.repeat(padding)}` : '',
    ];
    return Buffer.from(`${lines.join('\n')}\n`);
  }

  install(content: Buffer): string {
    writeFileSync(this.path, content);
    chmodSync(this.path, 0o755);
    return sha256Of(content);
  }

  /** Ends when the program answers: what is asked of it next is about the agent, not about how quickly it came up. */
  async startService(): Promise<void> {
    execFileSync(join(this.folder, 'start.sh'));
    await until('the program answers', () => this.ask());
  }

  bin(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const command = (name: string): object => ({
      command: [join(this.folder, `${name}.sh`)],
      timeoutSeconds: 10,
    });
    return {
      path: this.path,
      service: {
        kind: 'commands',
        start: [join(this.folder, 'start.sh')],
        stop: [join(this.folder, 'stop.sh')],
        pidFile: this.pidFile,
      },
      health: {
        http: `http://127.0.0.1:${this.port}/`,
        startupSeconds: 8,
        intervalSeconds: 0.2,
        watchSeconds: 1,
      },
      hooks: {
        precheck: command('precheck'),
        drain: command('drain'),
        warm: command('warm'),
        undrain: command('undrain'),
      },
      ...changes,
    };
  }

  configure(servers: readonly string[], changes: Record<string, unknown> = {}): void {
    const config = {
      servers,
      name: 'test-host',
      stateDir: this.stateDir,
      bins: { web: this.bin() },
      limits: { minFreeBytes: 0 },
      sync: { retryMinSeconds: 0.1, retryMaxSeconds: 0.5, refusedSeconds: 0.3, waitSeconds: 5 },
      ...changes,
    };
    writeFileSync(this.configFile, JSON.stringify(config));
  }

  /** Address of a console with a token of this node in it. */
  withToken(url: string): string {
    return url.replace('http://', 'http://node-1:secret-of-node-1@');
  }

  startAgent(environment: Record<string, string> = {}, uid?: number): AgentProcess {
    const agent = new AgentProcess(this.configFile, environment, uid);
    this.agents.push(agent);
    return agent;
  }

  /** With the configuration as it is now. */
  async restartAgents(): Promise<void> {
    for (const agent of this.agents) await agent.kill('SIGTERM');
    this.startAgent();
  }

  liveDigest(): string | null {
    return existsSync(this.path) ? sha256Of(readFileSync(this.path)) : null;
  }

  /** What the running program itself says, or null. */
  ask(): Promise<string | null> {
    return new Promise((done) => {
      const question = request(
        { host: '127.0.0.1', port: this.port, agent: false, timeout: 1_000 },
        (answer) => {
          let text = '';
          answer
            .setEncoding('utf8')
            .on('data', (part: string) => (text += part))
            .on('end', () => done(text));
        },
      );
      question.on('error', () => done(null)).on('timeout', () => question.destroy());
      question.end();
    });
  }

  async remove(): Promise<void> {
    for (const agent of this.agents) await agent.kill();
    const pid = existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, 'utf8')) : 0;
    rmSync(this.pidFile, { force: true });
    if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class AgentProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  output = '';

  constructor(configFile: string, environment: Record<string, string>, uid?: number) {
    const bundle = Object.keys(environment).some((name) => name.startsWith('AGENT_FAULT'))
      ? AGENT_WITH_FAULTS
      : AGENT;
    this.child = spawn(process.execPath, [bundle, '--config', configFile], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done({ code, signal })));
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.ended;
  }
}

/** Asynchronous, because the console that it may talk to lives in this process. */
export function runAgentCommand(
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, [AGENT, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('close', (code) => done({ code: code ?? -1, output }));
  });
}
