import { assertSucceeded } from './command-runner.js';
import type { CommandResult } from './command-runner.js';
import { pidIn } from './service.js';
import type { Service, ServiceTools } from './service.js';

const LIMIT_SECONDS = 120;
const QUESTION_SECONDS = 10;

export function parseSupervisorPid(output: string): number | null {
  return pidIn('supervisorctl', /^(\d+)\s*$/m, output);
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
    this.assertDone('start', 'START_FAILED', await this.run('start'));
  }

  async stop(): Promise<void> {
    this.assertDone('stop', 'STOP_FAILED', await this.run('stop'));
  }

  async mainPid(): Promise<number | null> {
    const question = { argv: ['supervisorctl', 'pid', this.program], timeoutSeconds: QUESTION_SECONDS };
    return parseSupervisorPid((await this.tools.runner.ask(question)).output);
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

  private run(verb: string): Promise<CommandResult> {
    const command = { argv: ['supervisorctl', verb, this.program], timeoutSeconds: LIMIT_SECONDS };
    return this.tools.runner.run(`${this.tools.bin}.supervisorctl-${verb}`, command);
  }
}
