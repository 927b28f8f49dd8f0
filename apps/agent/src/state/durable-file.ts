import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { errnoOf } from '../errors.js';
import { faultpoint } from './fault-point.js';

export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** After a crash the file is whole: either the old content or the new one. */
export function writeDurably(path: string, content: string, mode = 0o600): void {
  const temporary = `${path}.${process.pid}.tmp`;
  faultpoint('journal.write', () => {
    const descriptor = openSync(temporary, 'w', mode);
    try {
      // A full disk may take a part of it and call that done; this one goes on until it has all or an error.
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
  faultpoint('journal.rename', () => renameSync(temporary, path));
  faultpoint('journal.fsync-folder', () => syncFolder(dirname(path)));
}

/** The parsed content, or undefined when there is no such file; throws when it is no JSON. */
export function readJsonFile(path: string): unknown {
  const text = readTextFile(path);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
