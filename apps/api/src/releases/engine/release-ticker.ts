import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { ReportListeners } from '../../nodes/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, PgNotifications, type Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { ReleaseEngine } from './release-engine.js';
import { ReleaseJoiners } from './release-joiners.js';
import { ReleaseStarter } from './release-starter.js';

/** Who joined is a question about the whole environment, so it is asked more rarely than the others. */
const LOOKS_PER_JOIN = 15;

export const RELEASE_TOUCHED = 'release_touched';

/** Drives every release that is unfinished, or was stopped while nodes were at work: soon after something was heard of it, and in any case once per interval. */
@Injectable()
export class ReleaseTicker implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('engine');
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private others: Promise<void> | undefined;
  private isWorking = false;
  private looks = 0;
  private isStopped = false;

  constructor(
    private readonly engine: ReleaseEngine,
    private readonly starter: ReleaseStarter,
    private readonly joiners: ReleaseJoiners,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly releases: ReleasesRepository,
    private readonly targets: ReleaseTargetsRepository,
    private readonly notifications: PgNotifications,
    private readonly listeners: ReportListeners,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.notifications.listen(RELEASE_TOUCHED, (id) => this.wake([id]));
    this.listeners.register(async (tx, { changed, cameBack }) => {
      const heard = [...changed, ...cameBack.map((nodeId) => ({ nodeId, binId: null }))];
      for (const id of await this.targets.touch(tx, heard)) await this.touch(tx, id);
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.lookAtAll(), this.settings.tickIntervalMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await Promise.allSettled([this.work, this.others]);
  }

  /** Has the release looked at as soon as `tx` is committed, by whichever process is first. */
  async touch(tx: Tx, releaseId: string): Promise<void> {
    await this.notifications.notify(tx, RELEASE_TOUCHED, releaseId);
  }

  private async lookAtAll(): Promise<void> {
    try {
      const ids = await this.releases.liveIds(this.database.reader);
      const followed = await this.releases.followedIds(this.database.reader, this.clock.millis());
      this.wake([...ids, ...followed]);
      // Planning a large fleet may take longer than an interval, and what is under way must not wait for it.
      this.others ??= this.lookAtOthers(ids).finally(() => (this.others = undefined));
      await this.others;
    } catch (error) {
      this.logger.warn(`can't see the releases now: ${(error as Error).message}`);
    }
  }

  /** Releases whose time has come, and nodes that join those under way. */
  private async lookAtOthers(ids: readonly string[]): Promise<void> {
    for (const id of await this.releases.dueIds(this.database.reader, this.clock.millis())) {
      await this.look(id, () => this.starter.startDue(id));
      this.wake([id]);
    }
    this.looks += 1;
    if (this.looks % LOOKS_PER_JOIN > 0) return;
    for (const id of ids) await this.look(id, () => this.joiners.take(id));
  }

  private wake(ids: readonly string[]): void {
    for (const id of ids) this.waiting.add(id);
    if (this.isWorking || this.isStopped) return;
    this.isWorking = true;
    this.work = this.drain();
  }

  private async drain(): Promise<void> {
    for (const id of this.waiting) {
      if (this.isStopped) break;
      this.waiting.delete(id);
      if (await this.tickOne(id)) this.waiting.add(id);
    }
    this.isWorking = false;
  }

  private async tickOne(id: string): Promise<boolean> {
    return (await this.look(id, () => this.engine.tick(id))) ?? false;
  }

  private async look<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.isStopped) return undefined;
    try {
      return await work();
    } catch (error) {
      // Nothing was written; the next look starts from what is stored.
      const text = error instanceof DomainError ? error.code : (error as Error).message;
      this.logger.warn(`release ${id} is looked at again later: ${text}`);
      return undefined;
    }
  }
}
