import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { ArtifactEntity } from '../artifact.entity.js';
import {
  binProjectArchived,
  checksumMismatch,
  emptyArtifact,
  otherBytes,
  otherKind,
  versionWithdrawn,
  isConfigFile,
} from '../bin.errors.js';
import type { BinEntity } from '../bin.entity.js';
import { BinsRepository } from '../bins.repository.js';
import { BLOB_STORE, type BlobStore } from '../blobs/blob-store.js';
import { VersionsRepository } from '../versions.repository.js';
import type { UploadAnswer } from './upload.dto.js';
import { ArtifactKeeper } from './artifact-keeper.js';
import { UploadWitness } from './upload-witness.js';
import { receiveBody } from './receive-body.js';
import { planUpload, type UploadAddress, type UploadFacts, type UploadPlan } from './upload-request.js';
import { continueExpected, drainRefused } from './upload-transport.js';

@Injectable()
export class UploadsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly keeper: ArtifactKeeper,
    private readonly witness: UploadWitness,
  ) {}

  async upload(
    actor: Actor,
    address: UploadAddress,
    facts: UploadFacts,
    body: IncomingMessage,
  ): Promise<UploadAnswer> {
    try {
      const plan = planUpload(address, facts, this.settings.maxArtifactBytes);
      const bin = await this.bins.find(this.database.reader, plan.name);
      if (!bin) throw notFound('bin');
      if (bin.kind === 'config') throw isConfigFile();
      await this.refuseEarly(bin, plan);
      continueExpected(body);
      return await this.receive(actor, bin, plan, body);
    } catch (error) {
      drainRefused(body);
      throw error;
    }
  }

  private async refuseEarly(bin: BinEntity, plan: UploadPlan): Promise<void> {
    const reader = this.database.reader;
    if ((await this.bins.isProjectArchived(reader, bin.projectId)) !== false) throw binProjectArchived();
    const existing = await this.versions.findArtifact(reader, bin.id, plan.version, plan.arch);
    if (existing && isSurelyOther(existing, plan)) throw otherBytes(existing.sha256);
    if (existing && existing.kind !== plan.kind) throw otherKind(existing.kind);
    const version = await this.versions.find(reader, bin.id, plan.version);
    if (version?.withdrawnAt && !existing) throw versionWithdrawn();
  }

  private async receive(
    actor: Actor,
    bin: BinEntity,
    plan: UploadPlan,
    body: IncomingMessage,
  ): Promise<UploadAnswer> {
    const incoming = await this.store.receive();
    try {
      const received = await receiveBody(body, incoming, this.settings.maxArtifactBytes);
      const { declaredSha256 } = plan;
      if (received.sizeBytes === 0) throw emptyArtifact();
      if (declaredSha256 && declaredSha256 !== received.sha256)
        throw checksumMismatch(declaredSha256, received.sha256);
      await incoming.finish();
      const created = await this.database.transaction(async (tx) => {
        const kept = await this.keeper.keep(tx, actor, bin, plan, received, incoming);
        await this.compare(tx, bin, plan, received.sha256);
        return kept;
      });
      const { version, arch, kind } = plan;
      return { bin: bin.name, version, arch, kind, ...received, created: created.isNew };
    } finally {
      await incoming.discard();
    }
  }

  /** Who names a build says what the file is, and is held to it. */
  private async compare(tx: Tx, bin: BinEntity, plan: UploadPlan, sha256: string): Promise<void> {
    const { build, version, arch } = plan;
    const artifact = build && (await this.versions.findArtifact(tx, bin.id, version, arch));
    if (artifact)
      await this.witness.ask(tx, { ...build, projectId: bin.projectId, artifactId: artifact.id, sha256 });
  }
}

function isSurelyOther(existing: ArtifactEntity, { declaredSha256, declaredBytes }: UploadPlan): boolean {
  if (declaredSha256 !== undefined && declaredSha256 !== existing.sha256) return true;
  return declaredBytes !== undefined && declaredBytes !== existing.sizeBytes;
}
