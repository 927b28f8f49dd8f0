import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import type { FileHashes } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import type { KeptVersions } from './kept-versions.js';
import { linkOrCopy } from './staging.js';

/** The path that the service runs from. It is only ever changed by one rename. */
export class LiveFile {
  constructor(
    private readonly bin: BinConfig,
    private readonly hashes: FileHashes,
    private readonly kept: KeptVersions,
  ) {}

  digest(): Promise<string | null> {
    return this.hashes.of(this.bin.path);
  }

  async keepCurrent(): Promise<void> {
    const digest = await this.digest();
    if (digest !== null) await this.kept.keep(this.bin.path, digest);
  }

  /** Puts a verified file on the live path. */
  replaceWith(file: string): void {
    faultpoint('swap.rename', () => renameSync(file, this.bin.path));
    faultpoint('swap.fsync-folder', () => syncFolder(dirname(this.bin.path)));
  }

  /** Puts a kept version back; null takes the file away (there was none before). */
  async restore(sha256: string | null): Promise<void> {
    if ((await this.digest()) === sha256) return;
    if (sha256 === null) {
      faultpoint('swap.remove', () => rmSync(this.bin.path, { force: true }));
      return syncFolder(dirname(this.bin.path));
    }
    const source = await this.kept.find(sha256);
    if (source === null) throw new AgentError('PREVIOUS_MISSING', `${sha256} is no longer kept on this host`);
    const beside = join(this.bin.stagingDir, `.${this.bin.name}.${sha256}.back`);
    rmSync(beside, { force: true });
    await faultpoint('stage.link', () => linkOrCopy(source, beside));
    this.replaceWith(beside);
  }
}
