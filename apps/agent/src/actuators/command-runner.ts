import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CommandLine } from '../config/agent-config.js';
import { AgentError, truncate } from '../errors.js';
import type { ProcessTable } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';
import { faultpoint } from '../state/fault-point.js';
import { readProcessRecord } from '../state/process-record.js';

export interface CommandResult {
  readonly exitCode: number | null;
  readonly endedBecause: 'exit' | 'timeout' | 'output' | 'stopped';
  /** The last lines of what it wrote. */
  readonly output: string;
}

const OUTPUT_LIMIT_BYTES = 8 * 1024 * 1024;
const OUTPUT_CHECK_MILLISECONDS = 250;
const ANSWER_LIMIT_BYTES = 64 * 1024;
const LAST_WORDS = 2_048;

/**
 * Runs commands that the host's configuration names: an argument list, never a shell, in a process group of its own
 * that is killed at the time limit. Output goes to a file and not to a pipe, so that a service which a start command
 * leaves behind neither blocks the agent nor dies with it.
 */
export class CommandRunner {
  constructor(
    private readonly options: {
      readonly stateDir: string;
      readonly environment: Readonly<Record<string, string>>;
      readonly processes: ProcessTable;
      /** Ends whatever still runs when the agent itself has to go. */
      readonly lastCall: AbortSignal;
    },
  ) {
    mkdirSync(this.folder(), { recursive: true, mode: 0o700 });
  }

  async run(
    label: string,
    command: CommandLine,
    facts: Readonly<Record<string, string>> = {},
  ): Promise<CommandResult> {
    const outputFile = join(this.folder(), `${label}.log`);
    const output = openSync(outputFile, 'w', 0o600);
    try {
      const child = this.start(command, output, facts);
      const isTooMuch = (): boolean => fstatSync(output).size > OUTPUT_LIMIT_BYTES;
      const end = waitForEnd(child, isTooMuch, command, this.options.lastCall);
      try {
        faultpoint('hook.spawned', () => this.remember(label, child));
      } catch (error) {
        // Whoever starts next would not know of it.
        if (child.pid !== undefined) killGroup(child.pid);
        await end;
        throw error;
      }
      return { ...(await end), output: lastLines(outputFile) };
    } finally {
      closeSync(output);
      rmSync(this.recordOf(label), { force: true });
    }
  }

  /** A question leaves nothing behind that could block, so its answer needs no file and is heard on a full disk too. */
  async ask(question: CommandLine): Promise<CommandResult> {
    const child = this.start(question, 'pipe');
    let answer = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (answer += text));
    }
    const isTooMuch = (): boolean => answer.length > ANSWER_LIMIT_BYTES;
    const ended = await waitForEnd(child, isTooMuch, question, this.options.lastCall);
    return { ...ended, output: truncate(answer.trim(), LAST_WORDS) };
  }

  /** A command of an agent that was killed may still run; it must not meet its successor. */
  async endLeftover(label: string): Promise<void> {
    const left = readProcessRecord(this.recordOf(label));
    while (left !== null && sameProcess(this.options.processes.identify(left.pid), left)) {
      killGroup(left.pid);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    rmSync(this.recordOf(label), { force: true });
  }

  private start(
    { argv }: CommandLine,
    output: number | 'pipe',
    facts: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    const [program = '', ...words] = argv;
    const env = { ...this.options.environment, ...facts };
    return spawn(program, words, { env, detached: true, stdio: ['ignore', output, output], cwd: '/' });
  }

  private folder(): string {
    return join(this.options.stateDir, 'output');
  }

  private recordOf(label: string): string {
    return join(this.folder(), `${label}.pid`);
  }

  private remember(label: string, child: ChildProcess): void {
    const identity = child.pid === undefined ? null : this.options.processes.identify(child.pid);
    if (identity !== null) writeFileSync(this.recordOf(label), JSON.stringify(identity), { mode: 0o600 });
  }
}

/** Throws when the command did not end with 0. */
export function assertSucceeded(name: string, code: string, result: CommandResult): void {
  if (result.endedBecause === 'exit' && result.exitCode === 0) return;
  const reasons = {
    exit: `ended with ${String(result.exitCode)}`,
    timeout: 'was killed at its time limit',
    output: 'was killed because it wrote too much',
    stopped: 'was killed because the agent had to stop',
  };
  const detail = result.output === '' ? '' : `: ${result.output}`;
  throw new AgentError(code, truncate(`${name} ${reasons[result.endedBecause]}${detail}`));
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}

function waitForEnd(
  child: ChildProcess,
  isTooMuch: () => boolean,
  { timeoutSeconds }: CommandLine,
  signal: AbortSignal,
): Promise<Pick<CommandResult, 'exitCode' | 'endedBecause'>> {
  return new Promise((resolve, reject) => {
    let endedBecause: CommandResult['endedBecause'] = 'exit';
    const end = (reason: CommandResult['endedBecause']): void => {
      endedBecause = reason;
      if (child.pid !== undefined) killGroup(child.pid);
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const stop = (): void => end('stopped');
    const timer = setTimeout(() => end('timeout'), timeoutSeconds * 1_000);
    const meter = setInterval(() => {
      if (isTooMuch()) end('output');
    }, OUTPUT_CHECK_MILLISECONDS);
    const finish = (then: () => void): void => {
      clearTimeout(timer);
      clearInterval(meter);
      signal.removeEventListener('abort', stop);
      then();
    };
    signal.addEventListener('abort', stop);
    child.on('error', (error) => finish(() => reject(new AgentError('COMMAND_NOT_STARTED', error.message))));
    child.on('close', (exitCode) => finish(() => resolve({ exitCode, endedBecause })));
  });
}

function lastLines(file: string): string {
  const bytes = readFileSync(file);
  const end = bytes.subarray(Math.max(0, bytes.length - LAST_WORDS)).toString('utf8');
  return truncate(end.trim(), LAST_WORDS);
}
