import { CurrentLink } from '../actuators/current-link.js';
import type { BinConfig } from '../config/agent-config.js';
import { digestOnDisk, FileHashes } from './file-hash.js';

/** What lies on the live path, whether or not it runs; changes nothing. */
export function liveDigestOf(bin: BinConfig): Promise<string | null> {
  if (bin.kind === 'archive') return Promise.resolve(new CurrentLink(bin.path).digest());
  return digestOnDisk(bin, new FileHashes());
}
