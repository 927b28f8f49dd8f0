import { closeSync, copyFileSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { errnoOf } from '../errors.js';
import { hashFileNow } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import type { Trial } from './trials.js';

/** The bundle on the live path, as the launcher sees and changes it: only while no agent of its own runs. */
export class Bundles {
  constructor(readonly live: string) {}

  liveDigest(): string | null {
    return digestOf(this.live);
  }

  /** A host that was just set up runs the launcher's own bundle. */
  installIfMissing(bundle: string): void {
    if (this.liveDigest() === null) this.replaceWith(bundle, copy);
  }

  /** False when the old bundle is gone or damaged. */
  putBack({ previousFile, previousSha256 }: Trial): boolean {
    if (digestOf(previousFile) !== previousSha256) return false;
    this.replaceWith(previousFile, linkOrCopy);
    return true;
  }

  private replaceWith(file: string, bring: (source: string, target: string) => void): void {
    const beside = `${this.live}.launcher`;
    rmSync(beside, { force: true });
    bring(file, beside);
    faultpoint('swap.rename', () => renameSync(beside, this.live));
    faultpoint('swap.fsync-folder', () => syncFolder(dirname(this.live)));
  }
}

/** A link needs no room on a full disk. */
function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copy(source, target);
  }
}

/** The launcher's own file is never linked: whoever renews it may write into it. */
function copy(source: string, target: string): void {
  copyFileSync(source, target);
  const descriptor = openSync(target, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function digestOf(file: string): string | null {
  try {
    return hashFileNow(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}
