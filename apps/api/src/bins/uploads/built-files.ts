import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { ArtifactKind } from '../artifact.entity.js';
import { artifactTooLarge, emptyArtifact, fileIncomplete, isConfigFile } from '../bin.errors.js';
import { BinsRepository } from '../bins.repository.js';
import { BLOB_STORE, type BlobStore, type IncomingBlob } from '../blobs/blob-store.js';
import { VersionsRepository } from '../versions.repository.js';
import { ArtifactKeeper } from './artifact-keeper.js';
import { planUpload } from './upload-request.js';

export interface BuiltFile {
  readonly bin: string;
  readonly version: string;
  readonly arch: string;
  readonly kind: ArtifactKind;
  readonly body: AsyncIterable<Buffer>;
  /** Looks at what arrived, before it is kept; throws when it is not what it should be. */
  readonly check: (digests: { readonly sha256: string; readonly md5: string }) => void;
}

export interface KeptFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly versionId: string;
  readonly artifactId: string;
}

/** Files that other rooms bring in, kept in the same way as those that people upload. */
@Injectable()
export class BuiltFiles {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly keeper: ArtifactKeeper,
  ) {}

  /** @param alongside what is written in the same transaction, and undone with it */
  async take(
    actor: Actor,
    projectId: string,
    file: BuiltFile,
    alongside: (tx: Tx, kept: KeptFile) => Promise<void>,
  ): Promise<KeptFile> {
    const address = { name: file.bin, version: file.version, arch: file.arch };
    const plan = planUpload(address, { kind: file.kind }, this.settings.maxArtifactBytes);
    const bin = await this.bins.find(this.database.reader, plan.name);
    if (!bin || bin.projectId !== projectId) throw notFound('bin');
    if (bin.kind === 'config') throw isConfigFile();
    const incoming = await this.store.receive();
    try {
      const { md5, ...received } = await this.receive(file.body, incoming);
      file.check({ sha256: received.sha256, md5 });
      await incoming.finish();
      return await this.database.transaction(async (tx) => {
        const { versionId } = await this.keeper.keep(tx, actor, bin, plan, received, incoming);
        const artifact = await this.versions.findArtifact(tx, bin.id, plan.version, plan.arch);
        if (!artifact) throw new Error('an artifact is gone that was just kept');
        const kept = { ...received, versionId, artifactId: artifact.id };
        await alongside(tx, kept);
        return kept;
      });
    } finally {
      await incoming.discard();
    }
  }

  private async receive(
    body: AsyncIterable<Buffer>,
    into: IncomingBlob,
  ): Promise<{ readonly sha256: string; readonly md5: string; readonly sizeBytes: number }> {
    const [sha256, md5] = [createHash('sha256'), createHash('md5')];
    let sizeBytes = 0;
    for await (const chunk of arriving(body)) {
      sizeBytes += chunk.length;
      if (sizeBytes > this.settings.maxArtifactBytes) throw artifactTooLarge(this.settings.maxArtifactBytes);
      sha256.update(chunk);
      md5.update(chunk);
      await into.write(chunk);
    }
    if (sizeBytes === 0) throw emptyArtifact();
    return { sha256: sha256.digest('hex'), md5: md5.digest('hex'), sizeBytes };
  }
}

async function* arriving(body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw error instanceof DomainError ? error : fileIncomplete();
  }
}
