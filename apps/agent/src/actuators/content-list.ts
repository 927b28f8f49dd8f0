import { promises } from 'node:fs';
import { join } from 'node:path';

import { hashFile, statIfThere } from '../probes/file-hash.js';
import { readTextFile, writeDurably } from '../state/durable-file.js';

export interface ListedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Written before a version gets its name, so a folder without a list is no whole version. */
export function writeContentList(file: string, files: readonly ListedFile[]): void {
  writeDurably(file, files.map((entry) => JSON.stringify(entry)).join('\n'));
}

/** Whether every file that was unpacked is still there with the same bytes. Files that were added are not looked at. */
export async function isContentWhole(folder: string, listFile: string): Promise<boolean> {
  const list = parse(readTextFile(listFile));
  if (list === null || statIfThere(folder) === null) return false;
  for (const { path, sizeBytes, sha256 } of list) {
    const file = join(folder, path);
    const stat = await promises.lstat(file).catch(() => null);
    if (stat === null || !stat.isFile() || stat.size !== sizeBytes) return false;
    if ((await hashFile(file)) !== sha256) return false;
  }
  return true;
}

function parse(text: string | undefined): readonly ListedFile[] | null {
  if (text === undefined) return null;
  try {
    return text.split('\n').map((line) => JSON.parse(line) as ListedFile);
  } catch {
    return null;
  }
}
