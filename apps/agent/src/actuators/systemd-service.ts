import { assertSucceeded } from './command-runner.js';
import type { CommandResult } from './command-runner.js';
import type { Service, ServiceTools } from './service.js';

const LIMIT_SECONDS = 120;
const QUESTION_SECONDS = 10;

export function parseMainPid(output: string): number | null {
  const pid = Number(/^MainPID=(\d+)$/m.exec(output)?.[1] ?? '0');
  return pid > 0 ? pid : null;
}

export class SystemdService implements Service {
  readonly isStartedOnce = false;

  constructor(
    private readonly unit: string,
    private readonly tools: ServiceTools,
  ) {}

  async start(): Promise<void> {
    // A unit that crash-looped is refused by its start limit until the counter is cleared.
    await this.systemctl('reset', ['reset-failed', this.unit], QUESTION_SECONDS);
    const result = await this.systemctl('start', ['start', this.unit], LIMIT_SECONDS);
    assertSucceeded(`systemctl start ${this.unit}`, 'START_FAILED', result);
  }

  async stop(): Promise<void> {
    const result = await this.systemctl('stop', ['stop', this.unit], LIMIT_SECONDS);
    assertSucceeded(`systemctl stop ${this.unit}`, 'STOP_FAILED', result);
  }

  async mainPid(): Promise<number | null> {
    const result = await this.systemctl('show', ['show', '--property=MainPID', this.unit], QUESTION_SECONDS);
    return result.exitCode === 0 ? parseMainPid(result.output) : null;
  }

  private systemctl(verb: string, words: readonly string[], timeoutSeconds: number): Promise<CommandResult> {
    const argv = ['systemctl', '--no-ask-password', ...words];
    return this.tools.runner.run(`${this.tools.bin}.systemctl-${verb}`, { argv, timeoutSeconds });
  }
}
