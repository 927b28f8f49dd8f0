import { execFile } from 'node:child_process';

import { AgentError } from '../errors.js';

/** Free bytes of a folder's file system, for this user. Node 16 has no statfs, so `df` is asked. */
export function freeBytes(folder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    execFile('df', ['-Pk', folder], { timeout: 10_000 }, (error, output) => {
      const bytes = error === null ? parseDf(output) : null;
      if (bytes !== null) return resolve(bytes);
      reject(new AgentError('DISK_UNREADABLE', `the free space of ${folder} can't be read`));
    });
  });
}

export function parseDf(output: string): number | null {
  const columns = output.trim().split('\n')[1]?.trim().split(/\s+/) ?? [];
  const kilobytes = Number(columns[columns.length - 3]);
  return Number.isFinite(kilobytes) && columns.length >= 6 ? kilobytes * 1_024 : null;
}

/** Refuses before the first byte is written: the download must leave the reserve untouched. */
export function assertSpace(facts: { free: number; needed: number; reserve: number; folder: string }): void {
  if (facts.free >= facts.needed + facts.reserve) return;
  const message = `${facts.folder} has ${facts.free} bytes free; ${facts.needed} are needed and ${facts.reserve} stay reserved`;
  throw new AgentError('NO_SPACE', message);
}
