import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { Realtime } from '../../realtime/index.js';
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
import { BlobHealth } from '../blobs/blob-health.js';
import { BlobReferences } from '../blobs/blob-references.repository.js';
import { BLOB_STORE, type BlobStore, type IncomingBlob } from '../blobs/blob-store.js';
import { VersionsRepository } from '../versions.repository.js';
import type { UploadAnswer } from './upload.dto.js';
import { receiveBody, type ReceivedBody } from './receive-body.js';
import { planUpload, type UploadAddress, type UploadFacts, type UploadPlan } from './upload-request.js';
import { continueExpected, drainRefused } from './upload-transport.js';

@Injectable()
export class UploadsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly references: BlobReferences,
    private readonly health: BlobHealth,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
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
      const created = await this.database.transaction((tx) =>
        this.keep(tx, actor, bin, plan, received, incoming),
      );
      return { bin: bin.name, version: plan.version, arch: plan.arch, kind: plan.kind, ...received, created };
    } finally {
      await incoming.discard();
    }
  }

  /** The file takes its place before the row is committed: a crash leaves a file without a row, never the reverse. */
  private async keep(
    tx: Tx,
    actor: Actor,
    bin: BinEntity,
    plan: UploadPlan,
    received: ReceivedBody,
    incoming: IncomingBlob,
  ): Promise<boolean> {
    if ((await this.bins.isProjectArchived(tx, bin.projectId)) !== false) throw binProjectArchived();
    const now = this.clock.now();
    const version = await this.versions.ensure(tx, bin.id, plan.version, { by: actor.id, at: now });
    const { arch, fileName, kind } = plan;
    const kept = await this.versions.addArtifact(tx, {
      versionId: version.id,
      arch,
      kind,
      fileName,
      ...received,
      uploadedAt: now,
      uploadedBy: actor.id,
    });
    if (kept.sha256 !== received.sha256) throw otherBytes(kept.sha256);
    if (kept.kind !== kind) throw otherKind(kept.kind);
    if (kept.isNew && version.withdrawnAt) throw versionWithdrawn();
    await this.references.lock(tx, received.sha256);
    await incoming.publish(received.sha256);
    await this.health.replaced(tx, received.sha256, actor);
    if (kept.isNew) await this.tell(tx, actor, bin, plan, received);
    return kept.isNew;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    bin: BinEntity,
    plan: UploadPlan,
    received: ReceivedBody,
  ): Promise<void> {
    const { id, name, projectId } = bin;
    const data = {
      version: plan.version,
      arch: plan.arch,
      kind: plan.kind,
      fileName: plan.fileName,
      ...received,
    };
    await this.audit.record(tx, {
      actor,
      action: 'artifact.uploaded',
      subject: { type: 'bin', id, name },
      projectId,
      data,
    });
    await this.realtime.publish(tx, { topic: 'bin', id, projectId, patch: { name } });
  }
}

function isSurelyOther(existing: ArtifactEntity, { declaredSha256, declaredBytes }: UploadPlan): boolean {
  if (declaredSha256 !== undefined && declaredSha256 !== existing.sha256) return true;
  return declaredBytes !== undefined && declaredBytes !== existing.sizeBytes;
}
