import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { JenkinsQueue } from '../asking/jenkins-queue.js';
import { startCancelled, startForgotten, startLost, startUnanswered, startWaits } from '../ci-sentences.js';
import { ImportPlanner } from '../imports/import-planner.js';
import type { CiSourceEntity } from '../sources/ci-source.entity.js';
import type { CiStartEntity } from '../sources/ci-start.entity.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import { StartsRepository } from '../sources/starts.repository.js';
import { CI_WORK } from '../work-channel.js';

const EVERY_MS = 3_000;
const PAUSE_MS = 5_000;
const LONGEST_MS = 86_400_000;

/** Follows builds that were started here through the queue of Jenkins to their end. */
@Injectable()
export class StartFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ci');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.work(),
    (error) => this.logger.warn(`started builds were not followed: ${error.message}`),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notifications: PgNotifications,
    private readonly sources: SourcesRepository,
    private readonly starts: StartsRepository,
    private readonly queue: JenkinsQueue,
    private readonly planner: ImportPlanner,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.end();
  }

  /** For tests too: one look at each whose turn it is. */
  async work(): Promise<void> {
    for (const start of await this.starts.claim(this.database.reader, this.clock.now()))
      await this.follow(start);
  }

  private async follow(start: CiStartEntity): Promise<void> {
    const source = await this.sources.find(this.database.reader, start.sourceId);
    if (!source) return;
    if (start.state === 'asked') {
      const unknown = { state: 'failed', note: startUnanswered(), nextLookAt: null } as const;
      return this.starts.save(this.database.reader, start.id, unknown);
    }
    if (this.clock.millis() - start.requestedAt.getTime() > LONGEST_MS) {
      const over = { state: 'failed', note: startForgotten(), nextLookAt: null } as const;
      return this.starts.save(this.database.reader, start.id, over);
    }
    try {
      await this.look(source, start);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.starts.save(this.database.reader, start.id, {
        note: error.words,
        nextLookAt: this.soon(),
      });
    }
  }

  private async look(source: CiSourceEntity, start: CiStartEntity): Promise<void> {
    const { id, job, queueId } = start;
    const tx = this.database.reader;
    let { number } = start;
    if (number === null) {
      const queued = await this.queue.look(source, Number(queueId));
      if (queued.state === 'cancelled')
        return this.starts.save(tx, id, {
          state: 'failed',
          note: startCancelled(),
          nextLookAt: null,
        });
      if (queued.state === 'waiting')
        return this.starts.save(tx, id, {
          state: 'queued',
          note: queued.why === null ? null : startWaits(queued.why),
          nextLookAt: this.soon(),
        });
      const begun = queued.state === 'begun' ? queued.number : await this.numberOf(source, start);
      if (begun === undefined)
        return this.starts.save(tx, id, { state: 'failed', note: startLost(), nextLookAt: null });
      number = begun;
      await this.starts.save(tx, id, { state: 'running', number, note: null, nextLookAt: this.soon() });
    }
    const news = await this.queue.build(source, job, number);
    if (!news)
      return this.starts.save(tx, id, { state: 'running', number, note: null, nextLookAt: this.soon() });
    await this.database.transaction(async (work) => {
      const planned = await this.planner.plan(work, source.id, news, 'console');
      await this.starts.save(work, id, { state: 'finished', number, note: planned.fate, nextLookAt: null });
      if (planned.files > 0) await this.notifications.notify(work, CI_WORK, '');
    });
  }

  /** Jenkins forgets what left its queue some minutes ago. */
  private async numberOf(source: CiSourceEntity, start: CiStartEntity): Promise<number | undefined> {
    const known = await this.starts.knownNumber(this.database.reader, start);
    return known ?? this.queue.numberOf(source, start.job, Number(start.queueId));
  }

  private soon(): Date {
    return new Date(this.clock.millis() + PAUSE_MS);
  }
}
