import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Placement } from './placement.js';
import { clearForeignPidFile, postmasterPid } from './postmaster-pid.js';
import { NEUTRAL_GROUND } from './run-program.js';

export interface ServerProcess {
  /** Fulfilled when PostgreSQL has ended, for whatever reason, with the last lines that it said. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, null, Readable>;

/**
 * Our end of the shell's standard input closes when this process ends, also by `kill -9`, and the shell then asks
 * PostgreSQL for a fast shutdown. So PostgreSQL never outlives its owner.
 */
const WATCHDOG = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- & server=$!',
  '(read -r _ <&3; kill -INT $server 2>/dev/null) & watch=$!',
  'wait $server; code=$?',
  'kill $watch 2>/dev/null; exit $code',
].join('\n');

const KEPT_LINES = 20;
const START_MS = 60_000;
const PREDECESSOR_MS = 15_000;
const FAST_STOP_MS = 6_000;
const LEFT_BEHIND = /lock file "postmaster.pid" already exists|shared memory block is still in use/;

/** Waits some seconds for a just-killed predecessor on the same cluster to be gone. */
export async function launchServer(
  placement: Placement,
  postgres: string,
  settings: readonly string[],
): Promise<ServerProcess> {
  const deadline = Date.now() + PREDECESSOR_MS;
  for (;;) {
    clearForeignPidFile(placement.clusterDir);
    const outcome = await tryLaunch(placement, postgres, settings);
    if (typeof outcome !== 'string') return outcome;
    if (!LEFT_BEHIND.test(outcome) || Date.now() > deadline) {
      throw new EmbeddedPostgresError(`PostgreSQL did not start: ${tellingLine(outcome)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The running server, or what it said before it ended. */
async function tryLaunch(
  { clusterDir, user }: Placement,
  postgres: string,
  settings: readonly string[],
): Promise<ServerProcess | string> {
  const args = ['-c', WATCHDOG, 'postgres-watchdog', postgres, '-D', clusterDir];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn('/bin/sh', [...args, ...options], {
    ...user.ids,
    ...NEUTRAL_GROUND,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const lines: string[] = [];
  const { ended, ready } = follow(child, lines);
  const timer = setTimeout(() => child.stdin.end(), START_MS);
  const outcome = await Promise.race([ready, ended]).finally(() => clearTimeout(timer));
  if (typeof outcome === 'string') return outcome;
  return { ended, stop: () => stop(child, ended, clusterDir) };
}

function follow(child: Child, lines: string[]): { ready: Promise<void>; ended: Promise<string> } {
  const ready = new Promise<void>((resolve) => {
    let rest = '';
    child.stderr.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      lines.splice(0, lines.length - KEPT_LINES);
      if (parts.some((line) => line.includes('ready to accept connections'))) resolve();
    });
  });
  const failed = once(child, 'error').then(([error]: unknown[]) => String(error));
  // Background processes may hold stderr open for a moment longer; the exit of the shell is what counts.
  const exited = once(child, 'exit').then(() => new Promise<void>((resolve) => setImmediate(resolve)));
  return { ready, ended: Promise.race([failed, exited.then(() => lines.join('\n'))]) };
}

/** A fast shutdown; what hangs in it is ended at once, and PostgreSQL recovers at its next start. */
async function stop(child: Child, ended: Promise<string>, clusterDir: string): Promise<void> {
  child.stdin.end();
  const timer = setTimeout(() => stopAtOnce(clusterDir), FAST_STOP_MS);
  await ended;
  clearTimeout(timer);
}

function stopAtOnce(clusterDir: string): void {
  try {
    const pid = postmasterPid(clusterDir);
    if (pid) process.kill(pid, 'SIGQUIT');
  } catch {
    // It ended on its own just now.
  }
}

function tellingLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it ended without a word';
}
