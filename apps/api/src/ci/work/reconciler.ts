import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { BUILD_TREE, readBuilds } from '../asking/read-builds.js';
import { isOfAnswer, SourceClient } from '../asking/source-client.js';
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
    const jobs = await this.jobsOf(source);
    let bad = 0;
    for (const job of jobs) {
      if (this.isStopped) return;
      try {
        await this.askJob(source, job);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        // A job may be gone, broken, or not for this token; Jenkins itself would not answer for the others either.
        if (!isOfAnswer(error)) return await this.polls.noteJob(this.database.reader, source.id, job);
        if (error.refusal === 'unavailable') bad += 1;
      }
    }
    const last = jobs.at(-1);
    if (last !== undefined) await this.polls.noteJob(this.database.reader, source.id, last);
    if (bad > 0 && bad === jobs.length && !(await this.isWell(source))) return;
    await this.polls.noteDone(this.database.reader, source.id, this.clock.now());
  }

  /** Where no job answers as it should, it may be Jenkins that does not; that counts against it. */
  private async isWell(source: CiSourceEntity): Promise<boolean> {
    try {
      await this.client.greet(source);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.refusal !== 'unavailable';
    }
  }

  /** Those whose turn it is: where there are too many for one round, the next one begins where this one ends. */
  private async jobsOf({ id, lastPolledJob }: CiSourceEntity): Promise<readonly string[]> {
    const tx = this.database.reader;
    const named = (await this.rules.enabledOf(tx, id))
      .map(({ job }) => job)
      .filter((job) => !job.includes('*'));
    const seen = await this.builds.jobsSeen(tx, id, new Date(this.clock.millis() - SEEN_FOR_MS));
    const jobs = [...new Set([...named, ...seen])].filter(isJob).sort();
    const first = jobs.findIndex((job) => job > (lastPolledJob ?? ''));
    return [...jobs.slice(Math.max(first, 0)), ...jobs.slice(0, Math.max(first, 0))].slice(0, MOST_JOBS);
  }

  private async askJob(source: CiSourceEntity, job: string): Promise<void> {
    const asked = `${jobPath(job)}api/json?tree=builds[${BUILD_TREE}]{0,20}`;
    const answer = await this.client.json(source, asked, { isOfMany: true });
    const known = await this.builds.endedOf(this.database.reader, source.id, job, ENDED);
    const since = source.baseUrlSince ?? source.createdAt;
    const missed = readBuilds(job, answer).filter(
      ({ number, queueId, finishedAt }) =>
        finishedAt !== null &&
        finishedAt >= since &&
        // Numbers begin anew where a job was made anew.
        !known.some((one) => one.number === number && areSame(one.queueId, queueId)),
    );
    for (const news of missed)
      await this.database.transaction(async (tx) => {
        const { files } = await this.planner.plan(tx, source.id, news, 'poll');
        if (files > 0) await this.notifications.notify(tx, CI_WORK, '');
      });
  }
}

/** 0: not told. */
function areSame(known: number, told: number): boolean {
  return known === told || known === 0 || told === 0;
}
