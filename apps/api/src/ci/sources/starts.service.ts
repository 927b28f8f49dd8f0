import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import { JenkinsQueue } from '../asking/jenkins-queue.js';
import { consoleFailed } from '../ci-sentences.js';
import { notAskable } from '../ci-work.errors.js';
import type { CiStart, CiStarts, StartCiBuild } from './start.dto.js';
import { SourcesRepository } from './sources.repository.js';
import { StartsRepository } from './starts.repository.js';
import { isJob } from './texts.js';

/** Jenkins has long answered by then, or never will. */
const UNANSWERED_MS = 300_000;

/** Builds that people start from here. */
@Injectable()
export class StartsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sources: SourcesRepository,
    private readonly starts: StartsRepository,
    private readonly queue: JenkinsQueue,
    private readonly audit: AuditLog,
  ) {}

  /** Noted before Jenkins is asked: what it started must not be unknown here. */
  async start(actor: Actor, sourceId: string, { job, parameters = {} }: StartCiBuild): Promise<CiStart> {
    const source = await this.sources.find(this.database.reader, sourceId);
    if (!source) throw notFound('source');
    if (source.kind !== 'jenkins') throw notAskable('onlyJenkins');
    if (source.baseUrl === null || source.sealedToken === null) throw notAskable('noAccess');
    if (!isJob(job))
      throw invalidField('job', 'not_a_job', {
        en: 'A job is names with / between them.',
        zh: '任务是用 / 分隔的名称。',
      });
    const id = await this.database.transaction(async (tx) => {
      const made = await this.starts.create(tx, {
        ...{ sourceId, job, parameterNames: Object.keys(parameters), state: 'asked' },
        nextLookAt: new Date(this.clock.millis() + UNANSWERED_MS),
        ...{ requestedAt: this.clock.now(), requestedBy: actor.id, requestedByName: actor.name },
      });
      await this.audit.record(tx, {
        ...{ actor, action: 'ci.build_started', projectId: source.projectId },
        subject: { type: 'ci-source', id: sourceId, name: source.name },
        data: { job, parameterNames: Object.keys(parameters) },
      });
      return made;
    });
    try {
      const queueId = await this.queue.start(source, job, parameters);
      const fields = { state: 'queued', queueId: String(queueId), nextLookAt: this.clock.now() } as const;
      await this.starts.save(this.database.reader, id, fields);
    } catch (error) {
      const note = error instanceof DomainError ? error.words : consoleFailed();
      await this.starts.save(this.database.reader, id, { state: 'failed', note, nextLookAt: null });
      throw error;
    }
    return this.starts.get(this.database.reader, id);
  }

  async list(sourceId: string): Promise<CiStarts> {
    return { items: await this.starts.list(this.database.reader, sourceId) };
  }
}
