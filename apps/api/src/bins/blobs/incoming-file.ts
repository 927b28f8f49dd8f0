import { constants } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noSpace } from '../bin.errors.js';
import type { IncomingBlob } from './blob-store.js';

const FLUSH_BYTES = 512 * 1024;
const NO_SPACE_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class IncomingFile implements IncomingBlob {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isPublished = false;
  private isClosed = false;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly placeOf: (sha256: string) => string,
  ) {}

  static async create(path: string, placeOf: (sha256: string) => string): Promise<IncomingFile> {
    const file = await refusingWhenFull(open(path, 'wx', 0o600));
    return new IncomingFile(path, file, placeOf);
  }

  async write(chunk: Buffer): Promise<void> {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= FLUSH_BYTES) await this.flush();
  }

  async finish(): Promise<void> {
    await this.flush();
    await refusingWhenFull(this.file.sync());
    await this.close();
  }

  async publish(sha256: string): Promise<void> {
    if (this.isPublished) return;
    const place = this.placeOf(sha256);
    const folder = dirname(place);
    const isNewFolder = (await refusingWhenFull(mkdir(folder, { recursive: true }))) !== undefined;
    await refusingWhenFull(rename(this.path, place));
    this.isPublished = true;
    await syncFolder(folder);
    if (isNewFolder) await syncFolder(dirname(folder));
  }

  async discard(): Promise<void> {
    await this.close();
    if (!this.isPublished) await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    const chunks = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    if (chunks.length > 0) await refusingWhenFull(writeAll(this.file, Buffer.concat(chunks)));
  }

  private async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.file.close();
  }
}

/** A single write may be short; on a full disk it is short first and fails only the next time. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    offset += (await file.write(bytes, offset, bytes.length - offset)).bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  await folder.sync().finally(() => folder.close());
}

async function refusingWhenFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw NO_SPACE_CODES.has((error as NodeJS.ErrnoException).code ?? '') ? noSpace() : error;
  }
}
