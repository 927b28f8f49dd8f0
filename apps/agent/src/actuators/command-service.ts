import type { ServiceConfig } from '../config/agent-config.js';
import { classify } from '../probes/running-program.js';
import { realPath, statIfThere } from '../probes/file-hash.js';
import type { ProcessIdentity } from '../probes/process-table.js';
import { readTextFile } from '../state/durable-file.js';
import { assertSucceeded } from './command-runner.js';
import type { HookFacts, Service, ServiceTools } from './service.js';

const LIMIT_SECONDS = 60;
const PID_FILE_SLACK_MILLISECONDS = 5_000;

type CommandsConfig = Extract<ServiceConfig, { kind: 'commands' }>;

export class CommandService implements Service {
  readonly isStartedOnce = true;

  constructor(
    private readonly config: CommandsConfig,
    private readonly tools: ServiceTools,
  ) {}

  async start(facts: HookFacts): Promise<void> {
    const command = { argv: this.config.start, timeoutSeconds: LIMIT_SECONDS };
    const result = await this.tools.runner.run(`${this.tools.bin}.start-command`, command, facts);
    assertSucceeded('the start command', 'START_FAILED', result);
  }

  async stop(facts: HookFacts): Promise<void> {
    if ((await this.mainPid()) === null) return;
    const command = { argv: this.config.stop, timeoutSeconds: LIMIT_SECONDS };
    const result = await this.tools.runner.run(`${this.tools.bin}.stop-command`, command, facts);
    assertSucceeded('the stop command', 'STOP_FAILED', result);
  }

  async mainPid(): Promise<number | null> {
    const text = readTextFile(this.config.pidFile)?.trim() ?? '';
    const identity = /^\d{1,10}$/.test(text) ? this.tools.processes.identify(Number(text)) : null;
    return identity === null || this.isStranger(identity) ? null : identity.pid;
  }

  /** After a reboot the pid in an old file may belong to anybody. */
  private isStranger(identity: ProcessIdentity): boolean {
    const startedAt = this.tools.processes.startedAt(identity);
    const writtenAt = statIfThere(this.config.pidFile)?.mtimeMs;
    if (startedAt === null || writtenAt === undefined) return false;
    if (startedAt <= Number(writtenAt) + PID_FILE_SLACK_MILLISECONDS) return false;
    const path = realPath(this.tools.path);
    const words = this.tools.processes.arguments(identity.pid);
    const executable = this.tools.processes.executable(identity.pid);
    const isInFolder = executable?.startsWith(`${path}/`) ?? false;
    return executable !== path && !isInFolder && classify(path, executable, words) !== 'interpreted';
  }
}
