import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { BUILD_TREE, readBuilds } from '../asking/read-builds.js';
import { SourceClient } from '../asking/source-client.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { ImportPlanner } from '../imports/import-planner.js';
import { ENDED } from '../intake/reading/news.js';
import { jobPath } from '../intake/reading/read-jenkins.js';
import { RulesRepository } from '../rules/rules.repository.js';
import type { CiSourceEntity } from '../sources/ci-source.entity.js';
import { isJob } from '../sources/texts.js';
import { CI_WORK } from '../work-channel.js';
import { PollsRepository } from './polls.repository.js';

const EVERY_MS = 5_000;
const MOST_JOBS = 100;
const SEEN_FOR_MS = 30 * 86_400_000;

/** Jenkins never repeats a call that was refused or lost, so it is asked now and then what it did. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ci');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.work(),
    (error) => this.logger.warn(`Jenkins was not asked for builds: ${error.message}`),
  );
  private isStopped = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notifications: PgNotifications,
    private readonly polls: PollsRepository,
    private readonly rules: RulesRepository,
    private readonly builds: BuildsRepository,
    private readonly client: SourceClient,
    private readonly planner: ImportPlanner,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.rounds.end();
  }

  /** For tests too: every source whose turn it is. */
  async work(): Promise<void> {
    while (!this.isStopped) {
      const source = await this.polls.claim(this.database.reader, this.clock.now());
      if (!source) return;
      await this.ask(source);
    }
  }

  private async ask(source: CiSourceEntity): Promise<void> {
    for (const job of await this.jobsOf(source)) {
      if (this.isStopped) return;
      try {
        await this.askJob(source, job);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        // A job may be gone, or not for this token; if it is Jenkins itself, the others would fail as well.
        if (error.refusal === 'unavailable') return;
      }
    }
    await this.polls.noteDone(this.database.reader, source.id, this.clock.now());
  }

  private async jobsOf({ id }: CiSourceEntity): Promise<readonly string[]> {
    const tx = this.database.reader;
    const named = (await this.rules.enabledOf(tx, id))
      .map(({ job }) => job)
      .filter((job) => !job.includes('*'));
    const seen = await this.builds.jobsSeen(tx, id, new Date(this.clock.millis() - SEEN_FOR_MS));
    return [...new Set([...named, ...seen])].filter(isJob).slice(0, MOST_JOBS);
  }

  private async askJob(source: CiSourceEntity, job: string): Promise<void> {
    const answer = await this.client.json(source, `${jobPath(job)}api/json?tree=builds[${BUILD_TREE}]{0,20}`);
    const known = new Set(await this.builds.endedNumbers(this.database.reader, source.id, job, ENDED));
    const missed = readBuilds(job, answer).filter(
      ({ number, finishedAt }) => !known.has(number) && finishedAt !== null && finishedAt >= source.createdAt,
    );
    for (const news of missed)
      await this.database.transaction(async (tx) => {
        const { files } = await this.planner.plan(tx, source.id, news, 'poll');
        if (files > 0) await this.notifications.notify(tx, CI_WORK, '');
      });
  }
}
