import { AgentError } from '../errors.js';
import type { ProcessTable } from '../probes/process-table.js';
import type { CommandRunner } from './command-runner.js';

export const PROCESS_UNKNOWN = 'PROCESS_UNKNOWN';

export type HookFacts = Readonly<Record<string, string>>;

/** The host's way to run a program. Starting what runs and stopping what does not run are no errors. */
export interface Service {
  start(facts: HookFacts): Promise<void>;
  stop(facts: HookFacts): Promise<void>;
  /** Pid of the main process, or null when none runs; throws PROCESS_UNKNOWN when that can't be told. */
  mainPid(): Promise<number | null>;
  /** Whether a program that ended stays ended (nothing on the host restarts it). */
  readonly isStartedOnce: boolean;
}

export interface ServiceTools {
  readonly bin: string;
  readonly path: string;
  readonly runner: CommandRunner;
  readonly processes: ProcessTable;
}

/** 0 says that none runs; saying nothing does not. */
export function pidIn(manager: string, line: RegExp, answer: string): number | null {
  const pid = Number(line.exec(answer)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid))
    throw new AgentError(PROCESS_UNKNOWN, `${manager} did not say which process runs: ${answer}`);
  return pid > 0 ? pid : null;
}
