import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { ProjectScopes, type Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { invalidField, notFound, type Page, type PageQuery } from '../platform/http/index.js';
import { Realtime } from '../realtime/index.js';
import type { BinEntity } from './bin.entity.js';
import type { Bin, BinQuery, CreateBin } from './bin.dto.js';
import { binProjectArchived } from './bin.errors.js';
import { BinListReadModel } from './bin-list.read-model.js';
import { BinsRepository } from './bins.repository.js';
import type { Version } from './version.dto.js';
import { VersionListReadModel } from './version-list.read-model.js';
import { VersionsRepository } from './versions.repository.js';

@Injectable()
export class BinsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly binList: BinListReadModel,
    private readonly versionList: VersionListReadModel,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.scopes.register('bin', async (name) => {
      const bin = await this.bins.find(this.database.reader, name);
      return bin ? [bin.projectId] : undefined;
    });
  }

  list(actor: Actor, query: BinQuery): Promise<Page<Bin>> {
    return this.binList.list(actor.visibleProjectIds, query);
  }

  get(name: string): Promise<Bin> {
    return this.binList.get(name);
  }

  listVersions(name: string, query: PageQuery): Promise<Page<Version>> {
    return this.versionList.list(name, query);
  }

  getVersion(name: string, version: string): Promise<Version> {
    return this.versionList.get(name, version);
  }

  async create(actor: Actor, { projectId, name, description = '' }: CreateBin): Promise<Bin> {
    actor.require('artifact.upload', projectId);
    await this.database.transaction(async (tx) => {
      const isArchived = await this.bins.isProjectArchived(tx, projectId);
      if (isArchived === undefined) throw notFound('project');
      if (isArchived) throw binProjectArchived();
      const bin: Omit<BinEntity, 'id'> = {
        name,
        projectId,
        kind: 'program',
        description: description ?? '',
        createdAt: this.clock.now(),
        createdBy: actor.id,
      };
      const id = await this.bins.create(tx, bin);
      await this.tell(
        tx,
        actor,
        'bin.created',
        { ...bin, id },
        { to: { name, description: bin.description } },
      );
    });
    return this.binList.get(name);
  }

  async withdraw(actor: Actor, name: string, version: string, reason: string): Promise<Version> {
    await this.changeVersion(actor, name, version, 'version.withdrawn', reason, {
      withdrawnAt: this.clock.now(),
      withdrawnBy: actor.id,
      withdrawReason: reason,
    });
    return this.versionList.get(name, version);
  }

  async restore(actor: Actor, name: string, version: string, reason: string | undefined): Promise<Version> {
    await this.changeVersion(actor, name, version, 'version.restored', reason, {
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawReason: null,
    });
    return this.versionList.get(name, version);
  }

  async setRollbackBarrier(
    actor: Actor,
    name: string,
    version: string,
    below: string | null,
  ): Promise<Version> {
    await this.database.transaction(async (tx) => {
      const bin = await this.bins.find(tx, name);
      if (!bin) throw notFound('bin');
      const row = await this.versions.lock(tx, bin.id, version);
      const barrier = below === null ? null : await this.versions.find(tx, bin.id, below);
      if (below !== null && !barrier)
        throw invalidField('below', 'unknown_version', {
          en: 'This bin has no such version.',
          zh: '此程序没有该版本。',
        });
      if (barrier && barrier.createdAt > row.createdAt)
        throw invalidField('below', 'newer', {
          en: 'A barrier is this version itself or an older one.',
          zh: '回滚界限只能是此版本本身或更早的版本。',
        });
      if (row.rollbackBarrierId === (barrier?.id ?? null)) return;
      await this.versions.setRollbackBarrier(tx, row.id, barrier?.id ?? null);
      const from = row.rollbackBarrierId && (await this.versions.nameOf(tx, row.rollbackBarrierId));
      await this.tell(tx, actor, 'version.barrier_set', bin, { version, from, to: below });
    });
    return this.versionList.get(name, version);
  }

  private async changeVersion(
    actor: Actor,
    name: string,
    version: string,
    action: string,
    reason: string | undefined,
    fields: Parameters<VersionsRepository['setWithdrawn']>[2],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const bin = await this.bins.find(tx, name);
      if (!bin) throw notFound('bin');
      const row = await this.versions.lock(tx, bin.id, version);
      if ((row.withdrawnAt === null) === (fields.withdrawnAt === null)) return;
      await this.versions.setWithdrawn(tx, row.id, fields);
      await this.tell(tx, actor, action, bin, { version }, reason);
    });
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    action: string,
    bin: BinEntity,
    data: Record<string, unknown>,
    reason?: string,
  ): Promise<void> {
    const { id, name, projectId } = bin;
    await this.audit.record(tx, {
      actor,
      action,
      subject: { type: 'bin', id, name },
      projectId,
      data,
      reason: reason ?? null,
    });
    await this.realtime.publish(tx, { topic: 'bin', id, projectId, patch: { name } });
  }
}
