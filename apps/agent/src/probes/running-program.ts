import type { BinConfig } from '../config/agent-config.js';
import type { FileHashes } from './file-hash.js';
import { digestOnDisk, realPath, statIfThere } from './file-hash.js';
import type { ProcessIdentity, ProcessTable } from './process-table.js';
import { sameProcess } from './process-table.js';

export interface RunningProgram {
  readonly sha256: string | null;
  /** `process`: the executable of the main process was hashed; `file`: the file on disk. */
  readonly source: 'process' | 'file' | null;
  readonly process: ProcessIdentity | null;
  /** False when an interpreted program was started before its file was put there: then it may run something else. */
  readonly isCertain: boolean;
}

/** In the place that gets the traffic: its name, or null where there is only one, or it is not known yet. */
export interface RunningIn extends RunningProgram {
  readonly slot: string | null;
}

export const NOTHING_SEEN: RunningIn = {
  sha256: null,
  source: null,
  process: null,
  isCertain: false,
  slot: null,
};

/** What was true of an interpreted program when the agent started it. */
export interface StartedProgram extends ProcessIdentity {
  readonly sha256: string;
}

/** `native`: the process is the file (or a file of its own); `interpreted`: another program reads our file. */
export type ProgramKind = 'native' | 'interpreted' | 'unreadable';

export function classify(path: string, executable: string | null, words: readonly string[]): ProgramKind {
  if (executable === null) return 'unreadable';
  if (executable === path) return 'native';
  return words.slice(1).includes(path) ? 'interpreted' : 'native';
}

export interface ProgramProbe {
  look(main: ProcessIdentity | null, started: StartedProgram | null): Promise<RunningProgram>;
}

const CLOCK_SLACK_MILLISECONDS = 1_500;

export class RunningProgramProbe implements ProgramProbe {
  constructor(
    private readonly bin: BinConfig,
    private readonly processes: ProcessTable,
    private readonly hashes: FileHashes,
  ) {}

  async look(main: ProcessIdentity | null, started: StartedProgram | null): Promise<RunningProgram> {
    if (main === null) return this.fromDisk(null, true);
    const path = realPath(this.bin.path);
    const kind = this.kindOf(main.pid, path);
    if (kind === 'native') return this.fromProcess(main);
    if (kind === 'interpreted' && started !== null && sameProcess(main, started)) {
      return { sha256: started.sha256, source: 'file', process: main, isCertain: true };
    }
    return this.fromDisk(main, this.isYoungerThanFile(main));
  }

  private kindOf(pid: number, path: string): ProgramKind {
    const words = this.processes.arguments(pid).map((word) => (word.startsWith('/') ? realPath(word) : word));
    return classify(path, this.processes.executable(pid), words);
  }

  /** Remembered by the executable and not by the process: a process may become another program by `exec`. */
  private async fromProcess(main: ProcessIdentity): Promise<RunningProgram> {
    try {
      const sha256 = await this.hashes.of(`/proc/${main.pid}/exe`);
      if (sha256 !== null) return { sha256, source: 'process', process: main, isCertain: true };
    } catch {
      // It ended meanwhile, or it may not be read by this user.
    }
    return this.fromDisk(this.processes.identify(main.pid), false);
  }

  private async fromDisk(main: ProcessIdentity | null, isCertain: boolean): Promise<RunningProgram> {
    const sha256 = await digestOnDisk(this.bin, this.hashes);
    return { sha256, source: sha256 === null ? null : 'file', process: main, isCertain };
  }

  private isYoungerThanFile(main: ProcessIdentity): boolean {
    return startedAfter(this.processes.startedAt(main), statIfThere(this.bin.path)?.ctimeMs);
  }
}

export function startedAfter(startedAt: number | null, changedAt: bigint | undefined): boolean {
  if (startedAt === null || changedAt === undefined) return false;
  return startedAt + CLOCK_SLACK_MILLISECONDS >= Number(changedAt);
}
