import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { inRepository } from '../repository.js';

const STOP_MS = 9_500;

/**
 * A Node of our own, which ends when we end, whatever happens to us. It has a process group of its own, so that Ctrl-C
 * reaches it once, through us, and it can finish what it does.
 */
export function startNode(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const preload = inRepository('libs/tooling/bootstrap/end-with-parent.mjs');
  return spawn(process.execPath, ['--import', preload, ...args], {
    stdio: 'inherit',
    ...options,
    detached: true,
  });
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Asks for an orderly end, and enforces it before ten seconds are over. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  await endWith(child, 'SIGTERM');
}

/** As if the power had gone. */
export async function killProcess(child: ChildProcess): Promise<void> {
  await endWith(child, 'SIGKILL');
}

async function endWith(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
