import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { stricterLimits } from '../archive/archive-limits.js';
import type { ArchiveBinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { freeBytes } from '../probes/disk-space.js';
import { hashFile, statIfThere } from '../probes/file-hash.js';
import type { Target } from '../reconcile/journal.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import { isContentWhole, writeContentList } from './content-list.js';
import type { ListedFile } from './content-list.js';
import { CurrentLink } from './current-link.js';
import type { Owner } from './owner.js';
import { resolveOwner } from './owner.js';
import { unpackArchive } from './unpack-archive.js';
import type { Remaining, Versions } from './versions.js';

const DIGEST = /^[0-9a-f]{64}$/;
const OURS = /^\.([0-9a-f]{64})\.(part|unpack|damaged|list|list\.\d+\.tmp)$/;

/** A bin that is a folder: each version in one named by the archive's digest, and a link to the live one. */
export class ArchiveVersions implements Versions {
  private readonly link: CurrentLink;
  private readonly otherLinks: readonly CurrentLink[];
  /** Was read through since this process began to deal with it, so it is not read through again at every step. */
  private proven: string | null = null;

  constructor(
    private readonly bin: ArchiveBinConfig,
    private readonly minFreeBytes: number,
  ) {
    this.link = new CurrentLink(bin.path);
    this.otherLinks = bin.otherLinks.map((path) => new CurrentLink(path));
  }

  get folder(): string {
    return dirname(this.bin.path);
  }

  prepare({ kind }: Target): void {
    if (kind !== 'archive') {
      const message = `${this.bin.name} is a folder on this host ("dir"); a single file needs "path" in its configuration`;
      throw new AgentError('KIND_MISMATCH', message);
    }
    mkdirSync(this.folder, { recursive: true });
    this.link.assertOurs();
  }

  liveDigest(): Promise<string | null> {
    return Promise.resolve(this.link.digest());
  }

  async isThere(sha256: string): Promise<boolean> {
    if (statIfThere(this.locate(sha256)) === null) return false;
    if (this.proven === sha256) return true;
    const isWhole = await isContentWhole(this.locate(sha256), this.side(sha256, 'list'));
    if (isWhole) this.proven = sha256;
    else this.remove(sha256);
    return isWhole;
  }

  /** A kept version lies where a ready one lies. */
  takeKept(): Promise<boolean> {
    return Promise.resolve(false);
  }

  partFile(sha256: string): string {
    return this.side(sha256, 'part');
  }

  async verify(target: Target): Promise<void> {
    const part = this.partFile(target.sha256);
    const size = Number(statIfThere(part)?.size ?? -1);
    const digest = size < 0 ? 'nothing' : await hashFile(part);
    if (digest !== target.sha256) {
      rmSync(part, { force: true });
      throw new AgentError('INTEGRITY_MISMATCH', `wanted ${target.sha256}, got ${digest} (${size} bytes)`);
    }
    await this.unpack(target, part);
    faultpoint('cleanup.remove', () => rmSync(part, { force: true }));
    this.proven = target.sha256;
  }

  keepCurrent(): Promise<void> {
    return Promise.resolve();
  }

  activate(sha256: string): Promise<void> {
    this.link.lead(sha256);
    return Promise.resolve();
  }

  restore(sha256: string | null): Promise<void> {
    if (this.link.digest() === sha256) return Promise.resolve();
    if (sha256 === null) this.link.remove();
    else if (this.isKept(sha256)) this.link.lead(sha256);
    else throw new AgentError('PREVIOUS_MISSING', `${sha256} is no longer kept on this host`);
    return Promise.resolve();
  }

  isKept(sha256: string): boolean {
    return statIfThere(this.locate(sha256)) !== null;
  }

  locate(sha256: string): string {
    return join(this.folder, sha256);
  }

  removeOthers(sha256: string): void {
    this.proven = null;
    for (const name of readdirSync(this.folder)) {
      const [, digest, kind] = OURS.exec(name) ?? [];
      const isContinued = kind === 'list' || (kind === 'part' && digest === sha256);
      if (kind !== undefined && !isContinued) this.removePath(name);
    }
  }

  tidy({ kept, staged }: Remaining): Promise<void> {
    const stays = new Set([...kept, staged, ...this.linked()]);
    for (const name of readdirSync(this.folder)) {
      const digest = DIGEST.test(name) ? name : OURS.exec(name)?.[1];
      if (digest === undefined) continue;
      if (isHalf(name)) this.removePath(name);
      else if (!stays.has(digest)) this.remove(digest);
    }
    this.link.tidy();
    return Promise.resolve();
  }

  private linked(): readonly (string | null)[] {
    return [this.link, ...this.otherLinks].map((link) => link.digest());
  }

  private side(sha256: string, kind: 'part' | 'unpack' | 'damaged' | 'list'): string {
    return join(this.folder, `.${sha256}.${kind}`);
  }

  /** Nothing bears the name of the version before all of it is on disk. */
  private async unpack(target: Target, archive: string): Promise<void> {
    const into = this.side(target.sha256, 'unpack');
    rmSync(into, { recursive: true, force: true });
    this.remove(target.sha256);
    try {
      const files = await this.unpackWithin(target, archive, into);
      writeContentList(this.side(target.sha256, 'list'), files);
      this.moveAside(target.sha256);
      faultpoint('unpack.rename', () => renameSync(into, this.locate(target.sha256)));
      faultpoint('unpack.fsync-folder', () => syncFolder(this.folder));
    } catch (error) {
      rmSync(into, { recursive: true, force: true });
      throw error;
    }
  }

  /** Damaged, and a link leads to it: something may run in it until the new one is started. */
  private moveAside(sha256: string): void {
    if (!this.isKept(sha256)) return;
    const aside = this.side(sha256, 'damaged');
    rmSync(aside, { recursive: true, force: true });
    faultpoint('unpack.rename', () => renameSync(this.locate(sha256), aside));
  }

  private async unpackWithin(target: Target, archive: string, into: string): Promise<readonly ListedFile[]> {
    const limits = stricterLimits(this.bin.limits, target.limits ?? {});
    const roomBytes = Math.max(0, (await freeBytes(this.folder)) - this.minFreeBytes);
    return unpackArchive({ archive, into, owner: this.owner(), limits, roomBytes });
  }

  /** Without a setting the new version belongs to whom the live one belongs to, as far as this user may say so. */
  private owner(): Owner | null {
    if (this.bin.owner !== null) return resolveOwner(this.bin.owner);
    const digest = this.link.digest();
    const live = digest === null ? null : statIfThere(this.locate(digest));
    if (live === null || process.getuid?.() !== 0) return null;
    return { uid: Number(live.uid), gid: Number(live.gid) };
  }

  /** Its list goes first: a crash in between leaves a folder that nobody takes for whole. */
  private remove(sha256: string): void {
    if (this.linked().includes(sha256)) return;
    for (const name of [`.${sha256}.list`, sha256]) {
      if (statIfThere(join(this.folder, name)) !== null) this.removePath(name);
    }
  }

  private removePath(name: string): void {
    faultpoint('cleanup.remove', () => rmSync(join(this.folder, name), { recursive: true, force: true }));
  }
}

/** Of an update that ended nothing in the middle is of use. */
function isHalf(name: string): boolean {
  return OURS.test(name) && !name.endsWith('.list');
}
