import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { AgentError, errnoOf } from '../errors.js';
import { realPath, statIfThere } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';

const DIGEST = /^[0-9a-f]{64}$/;

/** The symbolic link that the service runs through. It is only ever changed by one rename. */
export class CurrentLink {
  constructor(private readonly path: string) {}

  /** The version that it leads to; null when it leads to none of ours. */
  digest(): string | null {
    const target = this.target();
    if (target === null || !DIGEST.test(basename(target))) return null;
    const folder = resolve(dirname(this.path), target);
    const isOurs = realPath(dirname(folder)) === realPath(dirname(this.path));
    return isOurs && statIfThere(folder) !== null ? basename(folder) : null;
  }

  /** What somebody made by hand is never taken away: going back to it would not be possible. */
  assertOurs(): void {
    const isThere = lstatIfThere(this.path);
    if (!isThere) return;
    const target = this.target();
    if (target !== null && DIGEST.test(target)) return;
    const what = target === null ? 'no symbolic link' : `a link to ${target}`;
    const message = `${this.path} is ${what} and no version from the console: move it aside first`;
    throw new AgentError('CURRENT_NOT_OURS', message);
  }

  lead(sha256: string): void {
    this.tidy();
    faultpoint('link.make', () => symlinkSync(sha256, this.beside()));
    faultpoint('link.rename', () => renameSync(this.beside(), this.path));
    faultpoint('link.fsync-folder', () => syncFolder(dirname(this.path)));
  }

  remove(): void {
    faultpoint('link.remove', () => rmSync(this.path, { force: true }));
    syncFolder(dirname(this.path));
  }

  /** What a crash left between making the next link and renaming it. */
  tidy(): void {
    rmSync(this.beside(), { force: true });
  }

  private beside(): string {
    return join(dirname(this.path), `.${basename(this.path)}.next`);
  }

  private target(): string | null {
    try {
      return readlinkSync(this.path);
    } catch (error) {
      if (['ENOENT', 'EINVAL'].includes(errnoOf(error) ?? '')) return null;
      throw error;
    }
  }
}

function lstatIfThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
