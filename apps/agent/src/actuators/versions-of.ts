import { join } from 'node:path';

import type { BinConfig, SelfConfig } from '../config/agent-config.js';
import { ArchiveVersions } from './archive-versions.js';
import { OwnVersions } from '../self/own-versions.js';
import { FileVersions } from './file-versions.js';
import type { Versions } from './versions.js';

export function versionsOf(
  bin: BinConfig,
  host: { readonly stateDir: string; readonly minFreeBytes: number; readonly self: SelfConfig | null },
): Versions {
  if (bin.kind === 'archive') return new ArchiveVersions(bin, host.minFreeBytes);
  const keptFolder = join(host.stateDir, 'kept', bin.name);
  const isOwn = host.self !== null && host.self.bin === bin.name;
  return isOwn ? new OwnVersions(bin, keptFolder, host.self) : new FileVersions(bin, keptFolder);
}
