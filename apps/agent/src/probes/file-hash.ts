import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';

import type { BinConfig } from '../config/agent-config.js';
import { errnoOf } from '../errors.js';

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Of a small file, for those who may not wait. */
export function hashFileNow(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

export function statIfThere(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** The path without symbolic links, or the path itself when it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const MAX_ENTRIES = 64;

/** Remembers digests of files that did not change since. */
export class FileHashes {
  private readonly known = new Map<string, string>();

  /** sha256 of the content, null when there is no file. */
  async of(path: string): Promise<string | null> {
    const stat = statIfThere(path);
    if (stat === null || !stat.isFile()) return null;
    const key = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(':');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const digest = await hashFile(path);
    if (this.known.size >= MAX_ENTRIES) this.known.clear();
    this.known.set(key, digest);
    return digest;
  }
}

/** Of what lies on the path of a bin that is one file. Where something lies that is no file, it is not absent. */
export async function digestOnDisk(
  { path, absentSha256 }: Pick<BinConfig, 'path' | 'absentSha256'>,
  hashes: FileHashes,
): Promise<string | null> {
  const digest = await hashes.of(path);
  return digest === null && statIfThere(path) === null ? absentSha256 : digest;
}
