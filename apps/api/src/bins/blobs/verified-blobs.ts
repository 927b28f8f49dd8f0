import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { artifactDamaged } from '../bin.errors.js';
import { BlobHealth, type Finding } from './blob-health.js';
import { BLOB_STORE, type BlobStore, type StoredBlob } from './blob-store.js';
import { SealedBlobs } from './sealed-blobs.js';
import { guardedRead } from './guarded-read.js';

const MAX_ENTRIES = 50_000;

/**
 * Only bytes that hash to their name leave the store. Each blob is hashed once before, and again when the stored file
 * could have changed since; and what is sent is looked at on its way, so that no answer ends well with other bytes.
 */
@Injectable()
export class VerifiedBlobs {
  private readonly logger = new Logger('artifacts');
  private readonly verified = new Map<string, string>();
  private readonly running = new Map<string, Promise<Finding>>();

  constructor(
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly sealed: SealedBlobs,
    private readonly health: BlobHealth,
  ) {}

  /** Bytes from `start` to `end`, both included. Fails at its end, and never ends, when they were not the right ones. */
  async read(sha256: string, start: number, end: number): Promise<Readable> {
    const blob = await this.open(sha256);
    const damaged = (): Error => {
      this.verified.delete(sha256);
      this.note(sha256, { identity: blob.identity, damage: 'changed' });
      return artifactDamaged();
    };
    return Readable.from(guardedRead(blob, { sha256, start, end, damaged }), { objectMode: false });
  }

  private async open(sha256: string): Promise<StoredBlob> {
    const blob = await this.find(sha256);
    if (!blob) throw this.damaged(sha256, { identity: undefined, damage: 'missing' });
    if (this.verified.get(sha256) === blob.identity) return blob;
    const finding = await this.inspect(sha256, blob.identity);
    if (!finding.damage) return blob;
    await blob.close();
    throw this.damaged(sha256, finding);
  }

  private async find(sha256: string): Promise<StoredBlob | undefined> {
    return (await this.store.open(sha256)) ?? this.sealed.open(sha256);
  }

  /** Requests for the same blob wait for one and the same hashing. */
  private async inspect(sha256: string, identity: string): Promise<Finding> {
    const key = `${sha256} ${identity}`;
    const running =
      this.running.get(key) ?? this.hash(sha256, identity).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return running;
  }

  private async hash(sha256: string, identity: string): Promise<Finding> {
    const blob = await this.find(sha256);
    if (!blob || blob.identity !== identity || blob.sizeBytes === 0) {
      await blob?.close();
      return { identity, damage: 'changed' };
    }
    const hash = createHash('sha256');
    try {
      for await (const chunk of blob.read(0, blob.sizeBytes - 1)) hash.update(chunk as Buffer);
    } catch {
      return { identity, damage: 'unreadable' };
    } finally {
      await blob.close();
    }
    if (hash.digest('hex') !== sha256) return { identity, damage: 'changed' };
    if (this.verified.size >= MAX_ENTRIES) this.verified.clear();
    this.verified.set(sha256, identity);
    return { identity, damage: null };
  }

  private damaged(sha256: string, finding: Finding): Error {
    this.note(sha256, finding);
    return artifactDamaged();
  }

  /** The answer does not wait for it, and is the same without a database. */
  private note(sha256: string, finding: Finding): void {
    this.health
      .found(sha256, finding)
      .catch((error: unknown) => this.logger.warn(`noting a damaged artifact failed: ${String(error)}`));
  }
}
