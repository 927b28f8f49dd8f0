import { spawn } from 'node:child_process';

/** Whether another Node ends well within the time; it is ended, which is a no, when the signal comes first. */
export function succeeds(
  words: readonly string[],
  limitSeconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timeout = limitSeconds * 1_000;
    const child = spawn(process.execPath, words, { stdio: 'ignore', timeout, signal, killSignal: 'SIGKILL' });
    child.on('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
