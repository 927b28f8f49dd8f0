import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { digestOnDisk } from '../probes/file-hash.js';
import type { FileHashes } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import type { KeptVersions } from './kept-versions.js';
import { linkOrCopy } from './staging.js';

/** The path that the service runs from. It is only ever changed by one rename, or by taking the file away. */
export class LiveFile {
  constructor(
    private readonly bin: BinConfig,
    private readonly hashes: FileHashes,
    private readonly kept: KeptVersions,
  ) {}

  digest(): Promise<string | null> {
    return digestOnDisk(this.bin, this.hashes);
  }

  async keepCurrent(): Promise<void> {
    const digest = await this.hashes.of(this.bin.path);
    if (digest !== null) return this.kept.keep(this.bin.path, digest);
    // An empty file counts as none, but only one that was there just now is put back as a file.
    if (this.bin.absentSha256 !== null) this.kept.forget(this.bin.absentSha256);
  }

  /** Puts a verified file on the live path. */
  replaceWith(file: string): void {
    faultpoint('swap.rename', () => renameSync(file, this.bin.path));
    faultpoint('swap.fsync-folder', () => syncFolder(dirname(this.bin.path)));
  }

  remove(): void {
    faultpoint('swap.remove', () => rmSync(this.bin.path, { force: true }));
    faultpoint('swap.fsync-folder', () => syncFolder(dirname(this.bin.path)));
  }

  /** Puts a kept version back; null takes the file away (there was none before). */
  async restore(sha256: string | null): Promise<void> {
    if ((await this.digest()) === sha256) return;
    if (sha256 === null) return this.remove();
    const source = await this.kept.find(sha256);
    if (source === null && sha256 === this.bin.absentSha256) return this.remove();
    if (source === null) throw new AgentError('PREVIOUS_MISSING', `${sha256} is no longer kept on this host`);
    const beside = join(this.bin.stagingDir, `.${this.bin.name}.${sha256}.back`);
    rmSync(beside, { force: true });
    await faultpoint('stage.link', () => linkOrCopy(source, beside));
    this.replaceWith(beside);
  }
}
