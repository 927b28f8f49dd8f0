import { assertSucceeded } from './command-runner.js';
import type { CommandResult } from './command-runner.js';
import type { Service, ServiceTools } from './service.js';

const LIMIT_SECONDS = 120;
const QUESTION_SECONDS = 10;

export function parseSupervisorPid(output: string): number | null {
  const pid = /^\d+$/.test(output.trim()) ? Number(output.trim()) : 0;
  return pid > 0 ? pid : null;
}

/** Older releases of supervisorctl always exit with 0 and newer ones not, so its words decide. */
export function isAlreadyDone(output: string): boolean {
  return /ERROR \((already started|not running)\)/.test(output);
}

export class SupervisorService implements Service {
  readonly isStartedOnce = false;

  constructor(
    private readonly program: string,
    private readonly tools: ServiceTools,
  ) {}

  async start(): Promise<void> {
    this.assertDone('start', 'START_FAILED', await this.supervisorctl('start', LIMIT_SECONDS));
  }

  async stop(): Promise<void> {
    this.assertDone('stop', 'STOP_FAILED', await this.supervisorctl('stop', LIMIT_SECONDS));
  }

  async mainPid(): Promise<number | null> {
    return parseSupervisorPid((await this.supervisorctl('pid', QUESTION_SECONDS)).output);
  }

  private assertDone(verb: string, code: string, result: CommandResult): void {
    if (isAlreadyDone(result.output)) return;
    const isRefused = result.exitCode === 0 && /ERROR/.test(result.output);
    assertSucceeded(
      `supervisorctl ${verb} ${this.program}`,
      code,
      isRefused ? { ...result, exitCode: 1 } : result,
    );
  }

  private supervisorctl(verb: string, timeoutSeconds: number): Promise<CommandResult> {
    const argv = ['supervisorctl', verb, this.program];
    return this.tools.runner.run(`${this.tools.bin}.supervisorctl-${verb}`, { argv, timeoutSeconds });
  }
}
