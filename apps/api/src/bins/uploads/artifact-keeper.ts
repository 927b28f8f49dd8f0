import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Realtime } from '../../realtime/index.js';
import { binProjectArchived, otherBytes, otherKind, versionWithdrawn } from '../bin.errors.js';
import type { BinEntity } from '../bin.entity.js';
import { BinsRepository } from '../bins.repository.js';
import { BlobHealth } from '../blobs/blob-health.js';
import { BlobReferences } from '../blobs/blob-references.repository.js';
import type { IncomingBlob } from '../blobs/blob-store.js';
import { VersionsRepository } from '../versions.repository.js';
import type { ReceivedBody as KeptBytes } from './receive-body.js';
import type { UploadPlan } from './upload-request.js';

export type ArtifactPlace = Pick<UploadPlan, 'version' | 'arch' | 'kind' | 'fileName'>;

export interface KeptArtifact {
  /** False when the very same bytes were there. */
  readonly isNew: boolean;
  readonly versionId: string;
}

/** Makes bytes that arrived the file of a version, once and for ever. */
@Injectable()
export class ArtifactKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly references: BlobReferences,
    private readonly health: BlobHealth,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  /** The file takes its place before the row is committed: a crash leaves a file without a row, never the reverse. */
  async keep(
    tx: Tx,
    actor: Actor,
    bin: BinEntity,
    plan: ArtifactPlace,
    received: KeptBytes,
    incoming: IncomingBlob,
  ): Promise<KeptArtifact> {
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
    return { isNew: kept.isNew, versionId: version.id };
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    bin: BinEntity,
    plan: ArtifactPlace,
    received: KeptBytes,
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
