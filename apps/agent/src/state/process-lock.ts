import { linkSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';

import { errnoOf } from '../errors.js';
import type { ProcessIdentity, ProcessTable } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';
import { readTextFile } from './durable-file.js';

export type LockResult = { readonly ok: true } | { readonly ok: false; readonly heldByPid: number };

/** A file that names its owner by pid and start time; it is free as soon as that process is gone. */
export class ProcessLock {
  private readonly self: ProcessIdentity;

  constructor(
    private readonly path: string,
    private readonly processes: ProcessTable,
  ) {
    this.self = processes.identify(process.pid) ?? { pid: process.pid, startTicks: '0' };
  }

  acquire(): LockResult {
    if (this.isOwned()) return { ok: true };
    for (;;) {
      if (this.create()) return { ok: true };
      const holder = this.read(this.path);
      if (holder !== null && this.isAlive(holder)) return { ok: false, heldByPid: holder.pid };
      this.removeStale();
    }
  }

  /** False when somebody took the lock away: then nothing may be changed any more. */
  isOwned(): boolean {
    return sameProcess(this.read(this.path), this.self);
  }

  release(): void {
    if (this.isOwned()) rmSync(this.path, { force: true });
  }

  /** Takes away what a process that is gone left behind. */
  clearStale(): void {
    if (readTextFile(this.path) !== undefined && this.acquire().ok) this.release();
  }

  /** Pid of the living owner, or null. */
  heldBy(): number | null {
    const holder = this.read(this.path);
    return holder !== null && this.isAlive(holder) ? holder.pid : null;
  }

  /** Linking a complete file makes owner and lock appear in one step. */
  private create(): boolean {
    const draft = `${this.path}.${this.self.pid}`;
    writeFileSync(draft, JSON.stringify(this.self), { mode: 0o600 });
    try {
      linkSync(draft, this.path);
      return true;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      unlinkSync(draft);
    }
  }

  /** Two starters may both see the stale file: what was moved away is looked at again, and put back if it lives. */
  private removeStale(): void {
    const aside = `${this.path}.stale-${this.self.pid}`;
    try {
      renameSync(this.path, aside);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return;
      throw error;
    }
    const moved = this.read(aside);
    if (moved !== null && this.isAlive(moved)) this.putBack(aside);
    rmSync(aside, { force: true });
  }

  private putBack(aside: string): void {
    try {
      linkSync(aside, this.path);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
  }

  private isAlive(holder: ProcessIdentity): boolean {
    return sameProcess(this.processes.identify(holder.pid), holder);
  }

  private read(path: string): ProcessIdentity | null {
    const text = readTextFile(path);
    const found = /^\{"pid":(\d+),"startTicks":"(\d+)"\}$/.exec(text ?? '');
    return found === null ? null : { pid: Number(found[1]), startTicks: found[2] ?? '' };
  }
}
