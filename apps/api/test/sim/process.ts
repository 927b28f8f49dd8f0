import { fork, type ChildProcess } from 'node:child_process';
import type { Asked, Told } from './messages.js';

/** One process of the console, which does one thing at a time. */
export class ConsoleProcess {
  private readonly child: ChildProcess;
  private fault: Error | undefined;

  constructor(program: string, dist: string, url: string, folder: string) {
    this.child = fork(program, [dist, url, folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.child.once('exit', () => (this.fault = new Error('a process of the console ended')));
  }

  /** It says by itself that it has started. */
  started(): Promise<Extract<Told, { wishes: unknown }>> {
    return this.next();
  }

  ask(asked: Asked): Promise<Extract<Told, { wishes: unknown }>> {
    const told = this.next();
    this.child.send(asked);
    return told;
  }

  /** Resolves when it has ended. */
  end(): Promise<void> {
    if (this.fault) return Promise.resolve();
    return new Promise((done) => {
      this.child.once('exit', () => done());
      this.child.disconnect();
    });
  }

  private next(): Promise<Extract<Told, { wishes: unknown }>> {
    if (this.fault) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('a process of the console ended'));
      this.child.once('exit', onExit);
      this.child.once('message', (told: Told) => {
        this.child.off('exit', onExit);
        if ('fault' in told) reject(new Error(told.fault));
        else resolve(told);
      });
    });
  }
}
