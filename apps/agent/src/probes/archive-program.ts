import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CurrentLink } from '../actuators/current-link.js';
import type { ArchiveBinConfig } from '../config/agent-config.js';
import { realPath } from './file-hash.js';
import type { ProcessIdentity, ProcessTable } from './process-table.js';
import { sameProcess } from './process-table.js';
import type { ProgramProbe, RunningProgram, StartedProgram } from './running-program.js';
import { startedAfter } from './running-program.js';

/** The version whose folder holds the path; null when it lies elsewhere. */
export function versionOfPath(folder: string, path: string | null): string | null {
  if (path === null || !path.startsWith(`${folder}/`)) return null;
  return /^[0-9a-f]{64}(?=\/|$| \(deleted\)$)/.exec(path.slice(folder.length + 1))?.[0] ?? null;
}

/**
 * Which unpacked version a process runs. The kernel knows the executable and the working folder without the link that
 * they were reached through, so a process keeps naming its version when the link has moved on.
 */
export class ArchiveProgramProbe implements ProgramProbe {
  private readonly link: CurrentLink;

  constructor(
    private readonly bin: ArchiveBinConfig,
    private readonly processes: ProcessTable,
  ) {
    this.link = new CurrentLink(bin.path);
  }

  look(main: ProcessIdentity | null, started: StartedProgram | null): Promise<RunningProgram> {
    return Promise.resolve(this.lookNow(main, started));
  }

  private lookNow(main: ProcessIdentity | null, started: StartedProgram | null): RunningProgram {
    if (main === null) return this.fromLink(null, true);
    const sha256 = this.versionOf(main.pid);
    if (sha256 !== null) return { sha256, source: 'process', process: main, isCertain: true };
    if (started !== null && sameProcess(main, started)) {
      return { sha256: started.sha256, source: 'file', process: main, isCertain: true };
    }
    return this.fromLink(main, this.isYoungerThanLink(main));
  }

  private versionOf(pid: number): string | null {
    const folder = realPath(dirname(this.bin.path));
    const ofExecutable = versionOfPath(folder, this.processes.executable(pid));
    return ofExecutable ?? versionOfPath(folder, this.processes.workingFolder(pid));
  }

  private fromLink(main: ProcessIdentity | null, isCertain: boolean): RunningProgram {
    const sha256 = this.link.digest();
    return { sha256, source: sha256 === null ? null : 'file', process: main, isCertain };
  }

  private isYoungerThanLink(main: ProcessIdentity): boolean {
    const link = lstatSync(join(this.bin.path), { bigint: true, throwIfNoEntry: false });
    return startedAfter(this.processes.startedAt(main), link?.ctimeMs);
  }
}
