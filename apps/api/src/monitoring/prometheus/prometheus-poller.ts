import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { OutsideFault } from './outside-fault.js';
import { OutsideTurnsRepository } from './outside-turns.repository.js';
import { PolledBinsReadModel } from './polled-bins.read-model.js';
import { PrometheusClient } from './prometheus-client.js';
import { PrometheusIntake, type Taken } from './prometheus-intake.js';

/** For people: how the Prometheus server does as a source. */
export interface PrometheusTold extends Partial<Taken> {
  /** When it was asked last, as an ISO time. */
  readonly askedAt: string;
  /** Why it gave nothing then; null when it answered. */
  readonly fault: string | null;
}

export const PROMETHEUS_TURN = 'prometheus';

const LOOK_MS = 10_000;
/** What no release changes is asked for once a minute. */
const LOOKS_PER_ALL = 6;
/** Whoever is gone for three looks loses its turn. */
const TURN_SECONDS = 35;

/** Asks the Prometheus server for what programs did; one process at a time. */
@Injectable()
export class PrometheusPoller implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('prometheus');
  private readonly holder = randomUUID();
  private readonly rounds = new Rounds(
    LOOK_MS,
    () => this.lookOnce(),
    ({ message }) => this.logger.warn(`Prometheus is asked again later: ${message}`),
  );
  private looks = 0;
  private fault: string | null = null;

  constructor(
    private readonly client: PrometheusClient,
    private readonly intake: PrometheusIntake,
    private readonly turns: OutsideTurnsRepository,
    private readonly bins: PolledBinsReadModel,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.client.isConfigured) this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  look(): Promise<void> {
    return this.rounds.now();
  }

  private async lookOnce(): Promise<void> {
    const { reader } = this.database;
    if (!(await this.turns.take(reader, PROMETHEUS_TURN, this.holder, TURN_SECONDS))) return;
    const isForAll = this.looks % LOOKS_PER_ALL === 0;
    this.looks += 1;
    const running = await this.bins.running(reader);
    await this.ask(running.filter(({ isReleased }) => isForAll || isReleased).map(({ name }) => name));
  }

  private async ask(bins: readonly string[]): Promise<void> {
    if (bins.length === 0) return;
    const askedAt = this.clock.now().toISOString();
    const taken = await this.taken(bins);
    this.note(taken.fault);
    await this.turns.tell(this.database.reader, PROMETHEUS_TURN, { askedAt, ...taken });
  }

  private async taken(bins: readonly string[]): Promise<Partial<Taken> & { readonly fault: string | null }> {
    try {
      return { ...(await this.intake.take(bins)), fault: null };
    } catch (error) {
      if (error instanceof OutsideFault) return { fault: error.message };
      throw error;
    }
  }

  /** Once when it begins, and once when it is over. */
  private note(fault: string | null): void {
    if (fault !== null && this.fault === null) this.logger.warn(`Prometheus gives no figures: ${fault}`);
    if (fault === null && this.fault !== null) this.logger.log('Prometheus gives figures again');
    this.fault = fault;
  }
}
