import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications } from '../../platform/database/index.js';
import { DomainError, type LocalizedText } from '../../platform/http/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { FileLists } from '../asking/file-lists.js';
import { bodyUnreadable, consoleFailed, together } from '../ci-sentences.js';
import { DeliveriesRepository, type ClaimedDelivery } from '../deliveries/deliveries.repository.js';
import { ImportPlanner } from '../imports/import-planner.js';
import { readCall } from '../intake/reading/read-call.js';
import { SEALED_BODIES } from '../sealed-columns.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import { CI_WORK } from '../work-channel.js';

const EVERY_MS = 2_000;
const AT_ONCE = 40;
const LANES = 4;
const MOST_ATTEMPTS = 12;
const KEEP_BODIES_DAYS = 30;
/** Longer than any tolerance of a signature. */
const KEEP_ROWS_DAYS = 400;
const DAY_MS = 86_400_000;

/** Looks at calls that were kept, in any replica, until none is left. */
@Injectable()
export class DeliveryWorker implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ci');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.work(),
    (error) => this.logger.warn(`calls of sources were not looked at: ${error.message}`),
  );
  private isStopped = false;
  private sweptAtMs = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly notifications: PgNotifications,
    private readonly deliveries: DeliveriesRepository,
    private readonly sources: SourcesRepository,
    private readonly lists: FileLists,
    private readonly planner: ImportPlanner,
  ) {}

  onModuleInit(): void {
    this.notifications.listen(CI_WORK, () => void this.rounds.now());
  }

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.rounds.end();
  }

  /** For tests too: all that is due now. */
  async work(): Promise<void> {
    while (!this.isStopped) {
      const claimed = await this.database.transaction((tx) =>
        this.deliveries.claim(tx, this.clock.now(), AT_ONCE),
      );
      const queue = [...claimed];
      const lane = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await this.look(next);
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      if (claimed.length < AT_ONCE) break;
    }
    await this.sweep();
  }

  private async look(delivery: ClaimedDelivery): Promise<void> {
    try {
      await this.process(delivery);
    } catch (error) {
      await this.postpone(delivery, error as Error);
    }
  }

  private async process(delivery: ClaimedDelivery): Promise<void> {
    const { id, sourceId, sealedBody, event } = delivery;
    const source = await this.sources.find(this.database.reader, sourceId);
    if (!source) return;
    const text = sealedBody === null ? undefined : this.box.openIfReadable(SEALED_BODIES, [id], sealedBody);
    if (text === undefined) return this.settle(delivery, 'failed', bodyUnreadable());
    const read = readCall(source.kind, event, JSON.parse(text));
    if (!read.build) return this.settle(delivery, 'ignored', read.note);
    const news = await this.lists.completed(source, read.build);
    await this.database.transaction(async (tx) => {
      const planned = await this.planner.plan(tx, sourceId, news, 'delivery');
      await this.sources.noteDelivery(tx, sourceId, delivery.receivedAt);
      await this.deliveries.settle(tx, id, {
        ...{ state: 'processed', fate: together(planned.fate, read.note), buildId: planned.build.id },
        ...{ nextTryAt: null, processedAt: this.clock.now() },
      });
      if (planned.files > 0) await this.notifications.notify(tx, CI_WORK, '');
    });
  }

  private async postpone({ id, attempts }: ClaimedDelivery, error: Error): Promise<void> {
    if (!(error instanceof DomainError))
      this.logger.error(`a call of a source failed: ${error.stack ?? error.message}`);
    const until = error instanceof DomainError ? error.facts['until'] : undefined;
    const restsUntil = typeof until === 'string' ? new Date(until) : undefined;
    const isLast = attempts >= MOST_ATTEMPTS && !restsUntil;
    const later = restsUntil ?? new Date(this.clock.millis() + Math.min(2 ** attempts, 900) * 1_000);
    const fate = error instanceof DomainError ? error.words : consoleFailed();
    await this.database.transaction((tx) =>
      this.deliveries.settle(tx, id, {
        ...{ state: isLast ? 'failed' : 'waiting', fate, buildId: null },
        nextTryAt: isLast ? null : later,
        processedAt: isLast ? this.clock.now() : null,
        // To be left alone counts as no try.
        attempts: restsUntil ? attempts - 1 : attempts,
      }),
    );
  }

  private async settle(
    { id }: ClaimedDelivery,
    state: 'ignored' | 'failed',
    fate: LocalizedText | null,
  ): Promise<void> {
    await this.database.transaction((tx) =>
      this.deliveries.settle(tx, id, {
        state,
        fate,
        buildId: null,
        nextTryAt: null,
        processedAt: this.clock.now(),
      }),
    );
  }

  private async sweep(): Promise<void> {
    const now = this.clock.millis();
    if (now - this.sweptAtMs < DAY_MS / 24) return;
    this.sweptAtMs = now;
    await this.deliveries.forget(
      this.database.reader,
      new Date(now - KEEP_BODIES_DAYS * DAY_MS),
      new Date(now - KEEP_ROWS_DAYS * DAY_MS),
    );
  }
}
