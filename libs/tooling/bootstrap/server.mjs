import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRepository } from './paths.mjs';

const STOP_MS = 9_500;
const PARENT_POLL_MS = 250;

/**
 * Our own child, which ends with us whatever happens to us. In a process group of its own, so that Ctrl-C reaches it
 * once, through us, and it can finish what it does.
 * @param {readonly string[]} args of Node
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startNode(args, options = {}) {
  const preload = inRepository('libs/tooling/bootstrap/end-with-parent.mjs');
  return spawn(process.execPath, ['--import', preload, ...args], {
    stdio: 'inherit',
    ...options,
    detached: true,
  });
}

/**
 * Asks for an orderly end, and enforces it before ten seconds are over.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopProcess(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** Fulfilled when we are asked to end: by a signal, or because whoever started us is gone (npm does not pass signals on). */
export function untilAskedToEnd() {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid !== parent) finish();
    }, PARENT_POLL_MS);
    const finish = () => {
      clearInterval(timer);
      resolve(undefined);
    };
    // Registered for good: a second Ctrl-C must not cut the orderly end short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, finish);
  });
}
