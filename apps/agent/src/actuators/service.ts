import type { ProcessTable } from '../probes/process-table.js';
import type { CommandRunner } from './command-runner.js';

export type HookFacts = Readonly<Record<string, string>>;

/** The host's way to run a program. Starting what runs and stopping what does not run are no errors. */
export interface Service {
  start(facts: HookFacts): Promise<void>;
  stop(facts: HookFacts): Promise<void>;
  /** Pid of the main process, or null when none runs. */
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
