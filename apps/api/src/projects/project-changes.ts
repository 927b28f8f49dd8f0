import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { Realtime } from '../realtime/index.js';
import type { ProjectEntity } from './project.entity.js';
import { projectArchived, staleRevision } from './project.errors.js';
import { ProjectsRepository } from './projects.repository.js';

export interface ProjectChange<T> {
  readonly actor: Actor;
  readonly reference: string;
  readonly action: string;
  readonly expectedRevision?: number | undefined;
  /** Restoring is the one change that an archived project takes. */
  readonly evenArchived?: boolean;
  readonly work: (
    tx: Tx,
    project: ProjectEntity,
  ) => Promise<{
    readonly project?: ProjectEntity;
    readonly result: T;
    readonly data?: Readonly<Record<string, unknown>>;
    readonly reason?: string | null;
  }>;
}

/** What every change of a project has in common: lock, check the revision, change, grow the revision, record, tell. */
@Injectable()
export class ProjectChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsRepository,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  async apply<T>(change: ProjectChange<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const before = await this.projects.lock(tx, change.reference);
      if (before.archivedAt && !change.evenArchived) throw projectArchived();
      if (change.expectedRevision !== undefined && change.expectedRevision !== before.revision)
        throw staleRevision(before.revision);
      const { project = before, result, data, reason } = await change.work(tx, before);
      await this.projects.save(tx, project, this.clock.now());
      await this.tell(tx, change.actor, change.action, project, data, reason);
      return result;
    });
  }

  async tell(
    tx: Tx,
    actor: AuditActor,
    action: string,
    project: Pick<ProjectEntity, 'id' | 'name'>,
    data: Readonly<Record<string, unknown>> = {},
    reason: string | null = null,
  ): Promise<void> {
    const subject = { type: 'project', id: project.id, name: project.name };
    await this.audit.record(tx, { actor, action, subject, projectId: project.id, reason, data });
    await this.realtime.publish(tx, { topic: 'project', id: project.id, projectId: project.id });
  }
}
