import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { BinsRepository } from './bins.repository.js';
import { SealedBlobs } from './blobs/sealed-blobs.js';
import { VersionsRepository } from './versions.repository.js';

export interface NewConfigBin {
  readonly projectId: string;
  /** `<project>.<file>`. */
  readonly name: string;
  /** Id of the person. */
  readonly createdBy: string;
  readonly at: Date;
}

export interface PublishedText {
  readonly binId: string;
  readonly fileName: string;
  /** The bytes that nodes get; the empty text takes the file away. */
  readonly text: string;
  /** People who wrote it, beside the one who publishes. */
  readonly authorIds: readonly string[];
  readonly publishedBy: string;
  readonly at: Date;
}

export interface TextVersion {
  readonly versionId: string;
  /** The name of the version. */
  readonly number: number;
  /** False when the bin had this very text before. */
  readonly isNew: boolean;
}

/** Makes texts of configuration versions of bins, which the rest of the console treats like any other. */
@Injectable()
export class BinPublisher {
  constructor(
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly sealed: SealedBlobs,
  ) {}

  /** Its id. 409 BIN_NAME_TAKEN. */
  createConfigBin(tx: Tx, { projectId, name, createdBy, at }: NewConfigBin): Promise<string> {
    return this.bins.create(tx, {
      kind: 'config',
      projectId,
      name,
      description: '',
      createdBy,
      createdAt: at,
    });
  }

  /** The caller holds the lock of the file, so that nobody else counts on. */
  async publishText(tx: Tx, text: PublishedText): Promise<TextVersion> {
    const sha256 = createHash('sha256').update(text.text).digest('hex');
    const known = await this.versions.findByBytes(tx, text.binId, sha256);
    if (known) {
      await this.versions.addAuthors(tx, known.id, text.authorIds);
      return { versionId: known.id, number: Number(known.version), isNew: false };
    }
    const number = (await this.versions.count(tx, text.binId)) + 1;
    const by = { by: text.publishedBy, at: text.at };
    const { id: versionId } = await this.versions.ensure(tx, text.binId, String(number), by);
    await this.versions.addAuthors(tx, versionId, text.authorIds);
    if (text.text !== '') await this.sealed.keep(tx, sha256, text.text);
    await this.versions.addArtifact(tx, {
      versionId,
      arch: 'any',
      kind: 'file',
      sha256,
      sizeBytes: Buffer.byteLength(text.text),
      fileName: text.fileName,
      uploadedAt: text.at,
      uploadedBy: text.publishedBy,
    });
    return { versionId, number, isNew: true };
  }
}
