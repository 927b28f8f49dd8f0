import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';

import { errnoOf } from '../errors.js';
import type { ProcessIdentity, ProcessTable } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';

export type LockResult = { readonly ok: true } | { readonly ok: false; readonly heldByPid: number };

/**
 * A link whose target names its owner by pid and start time; it is free as soon as that process is gone. Owner and lock
 * appear in one step, and on a full disk there is room for it still.
 */
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
      if (this.put(this.self)) return { ok: true };
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
    if (lstatSync(this.path, { throwIfNoEntry: false }) !== undefined && this.acquire().ok) this.release();
  }

  /** Pid of the living owner, or null. */
  heldBy(): number | null {
    const holder = this.read(this.path);
    return holder !== null && this.isAlive(holder) ? holder.pid : null;
  }

  private put(owner: ProcessIdentity): boolean {
    try {
      symlinkSync(`${owner.pid}:${owner.startTicks}`, this.path);
      return true;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
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
    if (moved !== null && this.isAlive(moved)) this.put(moved);
    rmSync(aside, { force: true });
  }

  private isAlive(holder: ProcessIdentity): boolean {
    return sameProcess(this.processes.identify(holder.pid), holder);
  }

  private read(path: string): ProcessIdentity | null {
    const found = /^(\d+):(\d+)$/.exec(targetOf(path) ?? '');
    return found === null ? null : { pid: Number(found[1]), startTicks: found[2] ?? '' };
  }
}

function targetOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (['ENOENT', 'EINVAL'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  }
}
