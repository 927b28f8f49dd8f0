import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import type { StoredBlob } from './blob-store.js';
import { SEALED_BLOBS } from './sealed-blob.entity.js';
import { SealedBlobsRepository } from './sealed-blobs.repository.js';

/** A whole fleet asks for the same few texts at once. */
const KEPT_BYTES = 16 * 1024 ** 2;

/** Texts whose bytes nobody finds on a disk: they lie sealed in the database. */
@Injectable()
export class SealedBlobs {
  private readonly opened = new Map<string, Buffer>();
  private openedBytes = 0;

  constructor(
    private readonly database: Database,
    private readonly repository: SealedBlobsRepository,
    private readonly box: SecretBox,
  ) {}

  /** Its bytes are asked for by their sha256. */
  async keep(tx: Tx, sha256: string, text: string): Promise<void> {
    await this.repository.keep(tx, { sha256, sealed: this.box.seal(SEALED_BLOBS, [sha256], text) });
  }

  async open(sha256: string): Promise<StoredBlob | undefined> {
    const bytes = this.opened.get(sha256) ?? (await this.read(sha256));
    return bytes && blobOf(bytes);
  }

  private async read(sha256: string): Promise<Buffer | undefined> {
    const sealed = await this.repository.find(this.database.reader, sha256);
    if (sealed === undefined) return undefined;
    const bytes = Buffer.from(this.box.open(SEALED_BLOBS, [sha256], sealed));
    this.remember(sha256, bytes);
    return bytes;
  }

  private remember(sha256: string, bytes: Buffer): void {
    if (this.opened.has(sha256)) return;
    for (const [oldest, { length }] of this.opened) {
      if (this.openedBytes + bytes.length <= KEPT_BYTES) break;
      this.opened.delete(oldest);
      this.openedBytes -= length;
    }
    this.opened.set(sha256, bytes);
    this.openedBytes += bytes.length;
  }
}

function blobOf(bytes: Buffer): StoredBlob {
  return {
    sizeBytes: bytes.length,
    identity: 'sealed',
    read: (start, end) => Readable.from([bytes.subarray(start, end + 1)]),
    isUnchanged: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
