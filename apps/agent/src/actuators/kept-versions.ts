import { lstatSync, mkdirSync, renameSync, rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { FileHashes, hashFile, statIfThere } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import { linkOrCopy } from './staging.js';

const DIGEST = /^[0-9a-f]{64}$/;

/** Older versions named by their digest, for going back without a download. */
export class KeptVersions {
  private readonly hashes = new FileHashes();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  pathOf(sha256: string): string {
    return join(this.folder, sha256);
  }

  list(): string[] {
    return readdirSync(this.folder).filter((name) => DIGEST.test(name));
  }

  /** Path of the kept file if its bytes are still what its name says; a damaged one is removed. */
  async find(sha256: string): Promise<string | null> {
    const path = this.pathOf(sha256);
    if (statIfThere(path) === null) return null;
    if ((await hashFile(path)) === sha256) return path;
    rmSync(path, { force: true });
    return null;
  }

  async keep(source: string, sha256: string): Promise<void> {
    if (this.isFile(sha256) && (await this.hashes.of(this.pathOf(sha256))) === sha256) return;
    const temporary = `${this.pathOf(sha256)}.tmp`;
    rmSync(temporary, { force: true });
    await faultpoint('keep.link', () => linkOrCopy(source, temporary));
    faultpoint('keep.rename', () => renameSync(temporary, this.pathOf(sha256)));
    faultpoint('keep.fsync-folder', () => syncFolder(this.folder));
  }

  forget(sha256: string): void {
    rmSync(this.pathOf(sha256), { force: true });
  }

  /** Removes all but those. */
  retain(digests: readonly string[]): void {
    for (const name of readdirSync(this.folder)) {
      if (!digests.includes(name))
        faultpoint('cleanup.remove', () => rmSync(join(this.folder, name), { force: true }));
    }
  }

  /** Older agents kept a link where the live path was one: it is right only as long as nobody touches what it leads to. */
  private isFile(sha256: string): boolean {
    return lstatSync(this.pathOf(sha256), { throwIfNoEntry: false })?.isFile() ?? false;
  }
}
