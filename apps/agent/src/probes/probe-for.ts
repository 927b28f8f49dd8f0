import type { BinConfig } from '../config/agent-config.js';
import { ArchiveProgramProbe } from './archive-program.js';
import { FileHashes } from './file-hash.js';
import type { ProcessTable } from './process-table.js';
import { RunningProgramProbe } from './running-program.js';
import type { ProgramProbe } from './running-program.js';

export function probeFor(bin: BinConfig, processes: ProcessTable): ProgramProbe {
  if (bin.kind === 'archive') return new ArchiveProgramProbe(bin, processes);
  return new RunningProgramProbe(bin, processes, new FileHashes());
}
