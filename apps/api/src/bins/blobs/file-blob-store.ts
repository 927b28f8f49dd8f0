import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { SHA256 } from '../bin-names.js';
import type { BlobStore, IncomingBlob, StoredBlob } from './blob-store.js';
import { IncomingFile } from './incoming-file.js';

const READ_BYTES = 512 * 1024;

/** Below one folder: `incoming/` for what arrives, `sha256/ab/<hex>` for what is whole. */
export class FileBlobStore implements BlobStore {
  private readonly incoming: string;
  private readonly blobs: string;

  constructor(root: string) {
    this.incoming = join(root, 'incoming');
    this.blobs = join(root, 'sha256');
  }

  async receive(): Promise<IncomingBlob> {
    await mkdir(this.incoming, { recursive: true });
    return IncomingFile.create(join(this.incoming, `${randomUUID()}.part`), (sha256) => this.placeOf(sha256));
  }

  async open(sha256: string): Promise<StoredBlob | undefined> {
    try {
      const file = await open(this.placeOf(sha256), 'r');
      return new StoredFile(file, await file.stat({ bigint: true }));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.placeOf(sha256), { force: true });
  }

  async *publishedBefore(time: Date): AsyncIterable<string> {
    for (const folder of await namesIn(this.blobs)) {
      for (const name of await namesIn(join(this.blobs, folder))) {
        if (SHA256.test(name) && (await isOlder(join(this.blobs, folder, name), time))) yield name;
      }
    }
  }

  async removeLeftovers(time: Date): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.incoming)) {
      const path = join(this.incoming, name);
      if (!(await isOlder(path, time))) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private placeOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('not a sha256');
    return join(this.blobs, sha256.slice(0, 2), sha256);
  }
}

class StoredFile implements StoredBlob {
  readonly sizeBytes: number;
  readonly identity: string;

  constructor(
    private readonly file: FileHandle,
    stats: BigIntStats,
  ) {
    this.sizeBytes = Number(stats.size);
    this.identity = identityOf(stats);
  }

  read(start: number, end: number): Readable {
    return this.file.createReadStream({ start, end, highWaterMark: READ_BYTES, autoClose: false });
  }

  async isUnchanged(): Promise<boolean> {
    return identityOf(await this.file.stat({ bigint: true })) === this.identity;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function isOlder(path: string, time: Date): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < time.getTime();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
