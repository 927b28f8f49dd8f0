import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { httpServerOf } from '../../src/platform/http/index.js';
import type { TestConsole } from '../with-console.js';

const BUNDLE = resolve(__dirname, '../../../agent/dist/rc.cjs');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Somebody's terminal: a home of its own, and `rc` on the path. */
export class Terminal {
  readonly home = mkdtempSync(join(tmpdir(), 'rc-terminal-'));
  url = '';

  constructor() {
    const bin = join(this.home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'rc'), `#!/bin/sh\nexec "${process.execPath}" "${BUNDLE}" "$@"\n`);
    chmodSync(join(bin, 'rc'), 0o755);
  }

  async connect(console: TestConsole): Promise<void> {
    await console.app.listen(0, '127.0.0.1');
    this.url = `http://127.0.0.1:${(httpServerOf(console.app).server.address() as AddressInfo).port}`;
  }

  file(name: string, content: string | Buffer): string {
    const path = join(this.home, name);
    writeFileSync(path, content);
    return path;
  }

  rc(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.run(process.execPath, [BUNDLE, ...args], options);
  }

  run(program: string, args: readonly string[], { env = {}, stdin }: RunOptions = {}): Promise<Ended> {
    const child = spawn(program, [...args], {
      cwd: this.home,
      env: { PATH: `${join(this.home, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: this.home, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    // It may have ended before it read anything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin ?? '');
    return new Promise((done) => child.once('close', (code) => done({ code, ...said })));
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
