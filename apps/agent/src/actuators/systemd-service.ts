import type { CommandLine } from '../config/agent-config.js';
import { assertSucceeded } from './command-runner.js';
import type { CommandResult } from './command-runner.js';
import { pidIn, PROCESS_UNKNOWN } from './service.js';
import type { Service, ServiceTools } from './service.js';

const LIMIT_SECONDS = 120;
const QUESTION_SECONDS = 10;

export function parseMainPid(output: string): number | null {
  return pidIn('systemctl', /^MainPID=(\d+)$/m, output);
}

export class SystemdService implements Service {
  readonly isStartedOnce = false;

  constructor(
    private readonly unit: string,
    private readonly tools: ServiceTools,
  ) {}

  async start(): Promise<void> {
    // A unit that crash-looped is refused by its start limit until the counter is cleared.
    await this.run('reset', ['reset-failed', this.unit], QUESTION_SECONDS);
    const result = await this.run('start', ['start', this.unit], LIMIT_SECONDS);
    assertSucceeded(`systemctl start ${this.unit}`, 'START_FAILED', result);
  }

  async stop(): Promise<void> {
    const result = await this.run('stop', ['stop', this.unit], LIMIT_SECONDS);
    assertSucceeded(`systemctl stop ${this.unit}`, 'STOP_FAILED', result);
  }

  async mainPid(): Promise<number | null> {
    const question = systemctl(['show', '--property=MainPID', this.unit], QUESTION_SECONDS);
    const result = await this.tools.runner.ask(question);
    assertSucceeded(`systemctl show ${this.unit}`, PROCESS_UNKNOWN, result);
    return parseMainPid(result.output);
  }

  private run(verb: string, words: readonly string[], timeoutSeconds: number): Promise<CommandResult> {
    return this.tools.runner.run(`${this.tools.bin}.systemctl-${verb}`, systemctl(words, timeoutSeconds));
  }
}

function systemctl(words: readonly string[], timeoutSeconds: number): CommandLine {
  return { argv: ['systemctl', '--no-ask-password', ...words], timeoutSeconds };
}
