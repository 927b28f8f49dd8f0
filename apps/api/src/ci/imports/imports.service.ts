import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { notFound, type Page } from '../../platform/http/index.js';
import { CI_WORK } from '../work-channel.js';
import type { CiImport, CiImportQuery, CiProvenanceQuery, CiProvenances } from './import.dto.js';
import { ImportListReadModel } from './import-list.read-model.js';
import { ImportsRepository } from './imports.repository.js';

@Injectable()
export class ImportsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly notifications: PgNotifications,
    private readonly imports: ImportsRepository,
    private readonly views: ImportListReadModel,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('ci-import', async (id) => {
      const projectId = await this.imports.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }

  list(actor: Actor, query: CiImportQuery): Promise<Page<CiImport>> {
    return this.views.list(actor.visibleProjectIds, query);
  }

  /** Its release is asked for again too, once the file is there. */
  retry(actor: Actor, id: string): Promise<CiImport> {
    return this.database.transaction(async (tx) => {
      const one = await this.imports.lockImport(tx, id);
      if (!one) throw notFound('import');
      if (one.state === 'failed' || one.state === 'refused') {
        const now = this.clock.now();
        await this.imports.settle(tx, id, { state: 'waiting', attempts: 0, nextTryAt: now, changedAt: now });
        const run = await this.imports.findRun(tx, one.runId);
        if (run?.releaseState === 'refused')
          await this.imports.saveRun(tx, run.id, { releaseState: 'waiting' });
        await this.audit.record(tx, {
          ...{ actor, action: 'ci.import_retried', subject: { type: 'ci-import', id, name: one.path } },
          projectId: (await this.imports.projectOf(tx, id)) ?? null,
        });
        await this.notifications.notify(tx, CI_WORK, '');
      }
      return this.views.get(tx, id);
    });
  }

  async provenance(actor: Actor, query: CiProvenanceQuery): Promise<CiProvenances> {
    return { items: await this.views.provenance(actor.visibleProjectIds, query) };
  }
}
