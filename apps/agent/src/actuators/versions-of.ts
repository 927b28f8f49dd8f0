import { join } from 'node:path';

import type { BinConfig } from '../config/agent-config.js';
import { ArchiveVersions } from './archive-versions.js';
import { FileVersions } from './file-versions.js';
import type { Versions } from './versions.js';

export function versionsOf(
  bin: BinConfig,
  host: { readonly stateDir: string; readonly minFreeBytes: number },
): Versions {
  if (bin.kind === 'archive') return new ArchiveVersions(bin, host.minFreeBytes);
  return new FileVersions(bin, join(host.stateDir, 'kept', bin.name));
}
