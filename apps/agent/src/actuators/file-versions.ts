import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { FileHashes, statIfThere } from '../probes/file-hash.js';
import type { Target } from '../reconcile/journal.js';
import { KeptVersions } from './kept-versions.js';
import { LiveFile } from './live-file.js';
import { Staging } from './staging.js';
import type { Remaining, Versions } from './versions.js';

/** A bin that is one file: the live path, what grows and lies ready beside it, and older ones in the state folder. */
export class FileVersions implements Versions {
  private readonly staging: Staging;
  private readonly kept: KeptVersions;
  private readonly live: LiveFile;

  constructor(
    private readonly bin: BinConfig,
    keptFolder: string,
  ) {
    this.staging = new Staging(bin);
    this.kept = new KeptVersions(keptFolder);
    this.live = new LiveFile(bin, new FileHashes(), this.kept);
  }

  get folder(): string {
    return this.bin.stagingDir;
  }

  prepare({ kind }: Target): void {
    if (kind === 'archive') {
      const message = `${this.bin.name} is one file on this host ("path"); an archive needs "dir" in its configuration`;
      throw new AgentError('KIND_MISMATCH', message);
    }
    this.staging.prepare();
  }

  liveDigest(): Promise<string | null> {
    return this.live.digest();
  }

  async isThere(sha256: string): Promise<boolean> {
    if (this.isAbsence(sha256) || (await this.liveDigest()) === sha256) return true;
    return this.staging.hasReady(sha256);
  }

  async takeKept(sha256: string): Promise<boolean> {
    const copy = await this.kept.find(sha256);
    if (copy !== null) await this.staging.takeCopy(copy, sha256);
    return copy !== null;
  }

  partFile(sha256: string): string {
    return this.staging.partFile(sha256);
  }

  verify(target: Target, kept: readonly string[]): Promise<void> {
    const older = [target.sha256, ...kept].map((digest) => this.kept.pathOf(digest));
    return this.staging.verify(target, older.find((file) => statIfThere(file) !== null) ?? null);
  }

  keepCurrent(): Promise<void> {
    return this.live.keepCurrent();
  }

  activate(sha256: string): Promise<void> {
    if (this.isAbsence(sha256)) this.live.remove();
    else this.live.replaceWith(this.staging.readyFile(sha256));
    return Promise.resolve();
  }

  restore(sha256: string | null): Promise<void> {
    return this.live.restore(sha256);
  }

  isKept(sha256: string): boolean {
    return this.isAbsence(sha256) || this.kept.list().includes(sha256);
  }

  locate(sha256: string): string {
    const ready = this.staging.readyFile(sha256);
    return statIfThere(ready) === null ? this.bin.path : ready;
  }

  removeOthers(sha256: string): void {
    this.staging.removeOthers(sha256);
  }

  tidy({ kept, staged }: Remaining): Promise<void> {
    this.kept.retain(kept);
    if (staged === null) this.staging.removeOthers(null);
    return Promise.resolve();
  }

  /** That no file lies there needs no bytes: it is always at hand. */
  private isAbsence(sha256: string): boolean {
    return sha256 === this.bin.absentSha256;
  }
}
