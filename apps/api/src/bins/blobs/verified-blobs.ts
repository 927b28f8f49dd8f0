import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { artifactDamaged } from '../bin.errors.js';
import { BLOB_STORE, type BlobStore, type StoredBlob } from './blob-store.js';

const MAX_ENTRIES = 50_000;

/**
 * Only bytes that hash to their name leave the store. Each blob is hashed once, and again when the stored file
 * could have changed since.
 */
@Injectable()
export class VerifiedBlobs {
  private readonly logger = new Logger('artifacts');
  private readonly verified = new Map<string, string>();
  private readonly running = new Map<string, Promise<boolean>>();

  constructor(@Inject(BLOB_STORE) private readonly store: BlobStore) {}

  /** The caller reads it to the end or closes it. */
  async open(sha256: string): Promise<StoredBlob> {
    const blob = await this.store.open(sha256);
    if (!blob) throw this.damaged(sha256, 'is missing');
    if (this.verified.get(sha256) === blob.identity || (await this.isIntact(sha256, blob.identity)))
      return blob;
    await blob.close();
    throw this.damaged(sha256, 'does not hash to its name');
  }

  /** Requests for the same blob wait for one and the same hashing. */
  private async isIntact(sha256: string, identity: string): Promise<boolean> {
    const key = `${sha256} ${identity}`;
    const running =
      this.running.get(key) ?? this.hash(sha256, identity).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return running;
  }

  private async hash(sha256: string, identity: string): Promise<boolean> {
    const blob = await this.store.open(sha256);
    if (!blob || blob.identity !== identity || blob.sizeBytes === 0) {
      await blob?.close();
      return false;
    }
    const hash = createHash('sha256');
    for await (const chunk of blob.read(0, blob.sizeBytes - 1)) hash.update(chunk as Buffer);
    if (hash.digest('hex') !== sha256) return false;
    if (this.verified.size >= MAX_ENTRIES) this.verified.clear();
    this.verified.set(sha256, identity);
    return true;
  }

  private damaged(sha256: string, what: string): Error {
    this.logger.error(`artifact ${sha256} ${what}; it is not served until the same file is uploaded again`);
    return artifactDamaged();
  }
}
