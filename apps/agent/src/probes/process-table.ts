import { readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** A process and when it began (clock ticks since boot): a pid alone is handed out again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
}

export interface ProcessTable {
  /** Null when there is no such process, or only its zombie. */
  identify(pid: number): ProcessIdentity | null;
  /** Path of the executable (without the kernel's " (deleted)"), or null when it may not be read. */
  executable(pid: number): string | null;
  /** The folder that it works in, without symbolic links, or null when it may not be read. */
  workingFolder(pid: number): string | null;
  /** Arguments, those with a slash made absolute. */
  arguments(pid: number): readonly string[];
  /** Wall clock time of the start in milliseconds, or null. */
  startedAt(identity: ProcessIdentity): number | null;
}

const TICKS_PER_SECOND = 100;
const START_TIME_FIELD = 19;

export function sameProcess(a: ProcessIdentity | null, b: ProcessIdentity | null): boolean {
  return a !== null && b !== null && a.pid === b.pid && a.startTicks === b.startTicks;
}

/** The command in /proc/PID/stat may hold spaces and brackets, so the fields are counted after the last one. */
export function parseStat(pid: number, stat: string): ProcessIdentity | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const startTicks = fields[START_TIME_FIELD];
  if (startTicks === undefined || state === 'Z' || state === 'X') return null;
  return { pid, startTicks };
}

function read<T>(get: () => T): T | null {
  try {
    return get();
  } catch {
    return null;
  }
}

export const linuxProcesses: ProcessTable = {
  identify(pid) {
    const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat === null ? null : parseStat(pid, stat);
  },
  executable(pid) {
    const link = read(() => readlinkSync(`/proc/${pid}/exe`));
    return link === null ? null : link.replace(/ \(deleted\)$/, '');
  },
  workingFolder(pid) {
    return read(() => readlinkSync(`/proc/${pid}/cwd`));
  },
  arguments(pid) {
    const line = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    if (line === null) return [];
    const folder = read(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '/';
    return line
      .split('\0')
      .map((word) => (word.includes('/') && !isAbsolute(word) ? resolve(folder, word) : word));
  },
  startedAt(identity) {
    const stat = read(() => readFileSync('/proc/stat', 'utf8'));
    const bootSeconds = /^btime (\d+)$/m.exec(stat ?? '')?.[1];
    if (bootSeconds === undefined) return null;
    return Number(bootSeconds) * 1_000 + (Number(identity.startTicks) / TICKS_PER_SECOND) * 1_000;
  },
};
