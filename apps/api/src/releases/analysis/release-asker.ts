import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ASKED_EVERY_SECONDS, isAsked } from '@release-console/metrics-core';
import { AskedAnswersRepository, AskedChecks, OutsideTurnsRepository } from '../../monitoring/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import type { Release } from '../store/release.entity.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { taskOf } from './release-analysis.js';

const TURN = 'asked checks';
/** Whoever is gone for three looks loses its turn. */
const TURN_SECONDS = 35;
const LOOKS_PER_SWEEP = 360;

/**
 * Asks systems outside about releases that wait, for the judge to find what they answered: the engine itself holds rows
 * while it looks, and waits for nobody.
 */
@Injectable()
export class ReleaseAsker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('judge');
  private readonly holder = randomUUID();
  private readonly rounds = new Rounds(
    ASKED_EVERY_SECONDS * 1_000,
    () => this.lookOnce(),
    ({ message }) => this.logger.warn(`systems outside are asked about releases again later: ${message}`),
  );
  private looks = 0;

  constructor(
    private readonly releases: ReleasesRepository,
    private readonly asked: AskedChecks,
    private readonly answers: AskedAnswersRepository,
    private readonly turns: OutsideTurnsRepository,
    private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  look(): Promise<void> {
    return this.rounds.now();
  }

  private async lookOnce(): Promise<void> {
    const { reader } = this.database;
    const releases = await this.releases.askingNow(reader);
    if (releases.length === 0) return;
    if (!(await this.turns.take(reader, TURN, this.holder, TURN_SECONDS))) return;
    await Promise.all(releases.map((release) => this.askAbout(release)));
    this.looks += 1;
    if (this.looks % LOOKS_PER_SWEEP === 1) await this.answers.forgetOld(reader);
  }

  private async askAbout(release: Release): Promise<void> {
    const { reader } = this.database;
    const task = taskOf(release);
    if (!task) return;
    const names = release.rollout.plan.bins.map(({ bin, version }) => ({ bin, version }));
    const cohorts = await this.asked.cohorts(reader, { ...task, names });
    await Promise.all(
      task.checks.map(async ({ check }, place) => {
        if (!isAsked(check)) return;
        const answer = await this.asked.ask(check, task, cohorts);
        await this.answers.record(reader, release.id, { ...answer, place });
      }),
    );
  }
}
