import { readdirSync, readFileSync } from 'node:fs';

import type { Clock } from '../clock.js';
import type { DiskWatch } from './disk-watch.js';
import {
  cpuTicks,
  loadOfLastMinute,
  memory,
  openFiles,
  processTicks,
  residentBytes,
  tcpConnections,
  traffic,
} from './proc-files.js';
import type { CpuTicks, Traffic } from './proc-files.js';

/** How a host does; null for what it does not tell, and for rates the first time. */
export interface HostFigures {
  /** Share of all processors that was in use since the figures before, from 0 to 1. */
  readonly cpuShare: number | null;
  readonly memoryUsedBytes: number | null;
  readonly memoryTotalBytes: number | null;
  /** Processes that wanted to run, on average over the last minute. */
  readonly load: number | null;
  readonly openFiles: number | null;
  /** TCP connections in use. */
  readonly connections: number | null;
  readonly receivedBytesPerSecond: number | null;
  readonly sentBytesPerSecond: number | null;
  /** Of the file system on which the agent keeps its state. */
  readonly diskUsedBytes: number | null;
  readonly diskTotalBytes: number | null;
}

/** How the main process of a bin does. */
export interface ProgramFigures {
  /** Processors in use since the figures before: 1 for one that was always busy. */
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly openFiles: number | null;
}

interface HostLook {
  readonly at: number;
  readonly cpu: CpuTicks | null;
  readonly traffic: Traffic | null;
}

const TICKS_PER_SECOND = 100;

/** Reads the figures of this host, most of them from `/proc`. */
export class HostFiguresReader {
  private last: HostLook | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly disk: Pick<DiskWatch, 'last'>,
    private readonly read: (path: string) => string = textOf,
  ) {}

  next(): HostFigures {
    const now: HostLook = {
      at: this.clock.monotonic(),
      cpu: cpuTicks(this.read('/proc/stat')),
      traffic: traffic(this.read('/proc/net/dev')),
    };
    const { last } = this;
    this.last = now;
    const used = memory(this.read('/proc/meminfo'));
    const disk = this.disk.last();
    const sockets = this.read('/proc/net/sockstat') + this.read('/proc/net/sockstat6');
    return {
      cpuShare: last && shareOf(now.cpu, last.cpu),
      memoryUsedBytes: used?.usedBytes ?? null,
      memoryTotalBytes: used?.totalBytes ?? null,
      load: loadOfLastMinute(this.read('/proc/loadavg')),
      openFiles: openFiles(this.read('/proc/sys/fs/file-nr')),
      connections: tcpConnections(sockets),
      receivedBytesPerSecond: last && perSecond(now, last, (look) => look.traffic?.receivedBytes),
      sentBytesPerSecond: last && perSecond(now, last, (look) => look.traffic?.sentBytes),
      diskUsedBytes: disk?.usedBytes ?? null,
      diskTotalBytes: disk?.totalBytes ?? null,
    };
  }
}

/** Reads the figures of one process; another one begins anew. */
export class ProgramFiguresReader {
  private last: { readonly pid: number; readonly at: number; readonly ticks: number | null } | null = null;

  constructor(private readonly clock: Clock) {}

  next(pid: number): ProgramFigures {
    const now = {
      pid,
      at: this.clock.monotonic(),
      ticks: processTicks(textOf(`/proc/${pid}/stat`)),
    };
    const last = this.last?.pid === pid ? this.last : null;
    this.last = now;
    return {
      cpus: last && perSecond(now, last, (look) => look.ticks && look.ticks / TICKS_PER_SECOND),
      memoryBytes: residentBytes(textOf(`/proc/${pid}/status`)),
      openFiles: countFiles(`/proc/${pid}/fd`),
    };
  }
}

function shareOf(now: CpuTicks | null, last: CpuTicks | null): number | null {
  if (now === null || last === null || now.all <= last.all) return null;
  return Math.min(1, Math.max(0, (now.busy - last.busy) / (now.all - last.all)));
}

function perSecond<T extends { readonly at: number }>(
  now: T,
  last: T,
  amount: (look: T) => number | null | undefined,
): number | null {
  const [after, before] = [amount(now), amount(last)];
  const seconds = (now.at - last.at) / 1_000;
  if (typeof after !== 'number' || typeof before !== 'number' || seconds <= 0) return null;
  // Interfaces come and go, and with them what went over them.
  return after < before ? null : (after - before) / seconds;
}

/** Empty where there is nothing to read: a process may end between two looks, and even while its file is read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Null where this user may not look. */
function countFiles(folder: string): number | null {
  try {
    return readdirSync(folder).length;
  } catch {
    return null;
  }
}
