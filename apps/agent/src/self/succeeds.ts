import { spawn } from 'node:child_process';

/** Whether another Node ends well within the time. */
export function succeeds(words: readonly string[], limitSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1_000);
    const finish = (isGood: boolean): void => {
      clearTimeout(timer);
      resolve(isGood);
    };
    child.once('error', () => finish(false));
    child.once('exit', (code) => finish(code === 0));
  });
}
