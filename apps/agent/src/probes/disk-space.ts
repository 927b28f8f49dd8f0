import { execFile } from 'node:child_process';

import { AgentError } from '../errors.js';

export interface DiskUse {
  readonly totalBytes: number;
  readonly usedBytes: number;
  /** For this user. */
  readonly freeBytes: number;
}

export async function freeBytes(folder: string): Promise<number> {
  return (await diskUse(folder)).freeBytes;
}

/** Of a folder's file system. Node 16 has no statfs, so `df` is asked. */
export function diskUse(folder: string): Promise<DiskUse> {
  return new Promise((resolve, reject) => {
    execFile('df', ['-Pk', folder], { timeout: 10_000 }, (error, output) => {
      const use = error === null ? parseDf(output) : null;
      if (use !== null) return resolve(use);
      reject(new AgentError('DISK_UNREADABLE', `the free space of ${folder} can't be read`));
    });
  });
}

export function parseDf(output: string): DiskUse | null {
  // Names of file systems and folders may hold spaces, so the numbers are known by the share behind them.
  const numbers = /\s(\d+)\s+(\d+)\s+(-?\d+)\s+(?:\d+%|-)\s+\//.exec(output.split('\n')[1] ?? '');
  if (numbers === null) return null;
  const [, total, used, free] = numbers;
  const bytes = (kilobytes: string | undefined): number => Number(kilobytes) * 1_024;
  return { totalBytes: bytes(total), usedBytes: bytes(used), freeBytes: bytes(free) };
}

/** Refuses before the first byte is written: the download must leave the reserve untouched. */
export function assertSpace(facts: { free: number; needed: number; reserve: number; folder: string }): void {
  if (facts.free >= facts.needed + facts.reserve) return;
  const message = `${facts.folder} has ${facts.free} bytes free; ${facts.needed} are needed and ${facts.reserve} stay reserved`;
  throw new AgentError('NO_SPACE', message);
}
