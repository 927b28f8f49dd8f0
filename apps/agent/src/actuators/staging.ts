import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  promises,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import type { BinConfig } from '../config/agent-config.js';
import { AgentError, errnoOf } from '../errors.js';
import { hashFile, realPath, statIfThere } from '../probes/file-hash.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import { resolveOwner } from './owner.js';

const PERMISSION_BITS = 0o777;

/** The files beside the live one: `.part` while it downloads, `.new` once it is proven to be what was asked for. */
export class Staging {
  constructor(private readonly bin: BinConfig) {}

  partFile(sha256: string): string {
    return join(this.bin.stagingDir, `.${this.bin.name}.${sha256}.part`);
  }

  readyFile(sha256: string): string {
    return join(this.bin.stagingDir, `.${this.bin.name}.${sha256}.new`);
  }

  prepare(): void {
    mkdirSync(this.bin.stagingDir, { recursive: true });
    const live = dirname(this.bin.path);
    mkdirSync(live, { recursive: true });
    if (statSync(this.bin.stagingDir).dev === statSync(live).dev) return;
    const message = `stagingDir ${this.bin.stagingDir} must be on the same file system as ${live}: only then is the swap atomic`;
    throw new AgentError('STAGING_OTHER_FILE_SYSTEM', message);
  }

  /** True when the wanted file lies ready and its bytes are right; a wrong one is removed. */
  async hasReady(sha256: string): Promise<boolean> {
    const file = this.readyFile(sha256);
    if (statIfThere(file) === null) return false;
    if ((await hashFile(file)) === sha256) return true;
    rmSync(file, { force: true });
    return false;
  }

  /** Takes a kept file instead of a download. */
  async takeCopy(source: string, sha256: string): Promise<void> {
    const part = this.partFile(sha256);
    rmSync(part, { force: true });
    await faultpoint('stage.link', () => linkOrCopy(source, part));
  }

  /**
   * Proves the bytes, gives them their rights (where nothing is live, those of an older file) and makes them ready; throws
   * INTEGRITY_MISMATCH and removes them.
   */
  async verify(
    target: { readonly sha256: string; readonly sizeBytes: number },
    older: string | null,
  ): Promise<void> {
    const part = this.partFile(target.sha256);
    const size = Number(statIfThere(part)?.size ?? -1);
    const digest = size < 0 ? 'nothing' : await hashFile(part);
    if (digest !== target.sha256) {
      rmSync(part, { force: true });
      const message = `wanted ${target.sha256}, got ${digest} (${size} bytes)`;
      throw new AgentError('INTEGRITY_MISMATCH', message);
    }
    faultpoint('stage.rights', () => this.giveRights(part, older));
    await faultpoint('stage.fsync', () => syncContent(part));
    faultpoint('stage.rename', () => renameSync(part, this.readyFile(target.sha256)));
    faultpoint('stage.fsync-folder', () => syncFolder(this.bin.stagingDir));
  }

  /** Removes leftovers of other updates of this bin. */
  removeOthers(sha256: string | null): void {
    const leftover = new RegExp(`^\\.${escape(this.bin.name)}\\.([0-9a-f]{64})\\.(part|new|back)$`);
    for (const name of readdirSync(this.bin.stagingDir)) {
      const found = leftover.exec(name);
      if (found === null || (found[1] === sha256 && found[2] !== 'back')) continue;
      faultpoint('cleanup.remove', () => rmSync(join(this.bin.stagingDir, name), { force: true }));
    }
  }

  private giveRights(file: string, older: string | null): void {
    const model = statIfThere(this.bin.path) ?? (older === null ? null : statIfThere(older));
    const inherited = model === null ? this.bin.newFileMode : Number(model.mode) & PERMISSION_BITS;
    if (this.bin.owner !== null) {
      const owner = resolveOwner(this.bin.owner);
      chownSync(file, owner.uid, owner.gid);
    } else if (model !== null && process.getuid?.() === 0) {
      chownSync(file, Number(model.uid), Number(model.gid));
    }
    chmodSync(file, this.bin.mode ?? inherited);
  }
}

function escape(text: string): string {
  return text.replace(/[.-]/g, '\\$&');
}

async function syncContent(path: string): Promise<void> {
  const file = await promises.open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * A hard link where the file system allows it, else a copy with the same rights that is on disk when this returns.
 * Never of a symbolic link: from another folder that leads elsewhere or nowhere.
 */
export async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    linkSync(realPath(source), target);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP'].includes(errnoOf(error) ?? '')) throw error;
    await promises.copyFile(source, target);
    const { uid, gid } = statSync(source);
    if (process.getuid?.() === 0) chownSync(target, uid, gid);
    await syncContent(target);
  }
}
