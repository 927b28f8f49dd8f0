import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { presenceOf } from '../rules/presence.js';
import { NodeNews } from './node-news.js';
import { PresenceBook, type HeardNode } from './presence-book.js';
import { PresenceRepository } from './presence.repository.js';

const FLUSH_MS = 1_000;
const ROWS_PER_TRANSACTION = 5_000;

/** Writes last words in batches: what is heard a thousand times a second costs one statement. */
@Injectable()
export class PresenceWriter
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('presence');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly book: PresenceBook,
    private readonly repository: PresenceRepository,
    private readonly listeners: ReportListeners,
    private readonly news: NodeNews,
    private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Everything heard before the call is written when it resolves. */
  async flush(): Promise<void> {
    await this.running;
    this.running ??= this.writeAll().finally(() => (this.running = undefined));
    await this.running;
  }

  private async writeAll(): Promise<void> {
    const heard = this.book.takeDirty();
    for (let start = 0; start < heard.length; start += ROWS_PER_TRANSACTION) {
      const batch = heard.slice(start, start + ROWS_PER_TRANSACTION);
      try {
        this.news.add(await this.database.transaction((tx) => this.write(tx, batch)));
      } catch (error) {
        this.book.putBack(batch);
        this.logger.warn(`last words of ${batch.length} nodes not written yet: ${(error as Error).message}`);
      }
    }
  }

  /** The nodes that came back. */
  private async write(tx: Tx, batch: readonly HeardNode[]): Promise<readonly string[]> {
    const before = await this.repository.find(
      batch.map(({ nodeId }) => nodeId),
      tx,
    );
    await this.repository.save(tx, batch);
    const isBack = ({ nodeId, lastSeenAt }: HeardNode): boolean => {
      const presence = presenceOf(before.get(nodeId), lastSeenAt);
      return presence === 'offline' || presence === 'never';
    };
    const cameBack = batch.filter(isBack).map(({ nodeId }) => nodeId);
    await this.listeners.tell(tx, { changed: [], cameBack });
    return cameBack;
  }
}
