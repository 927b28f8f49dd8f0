import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import pg from 'pg';
import { KEEP_ALIVE } from './data-source.js';
import type { Tx } from './database.js';

export const DATABASE_URL = Symbol('database-url');

type Handler = (payload: string) => void;
const RECONNECT_MS = 1_000;

/**
 * LISTEN/NOTIFY between API processes. Notifications are hints: after a lost connection every channel gets its
 * `onGap` call, and whoever listens must also be right without ever hearing anything.
 */
@Injectable()
export class PgNotifications implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('notifications');
  /** Whoever only listens does not see that nobody is there any more, so it asks. */
  protected readonly limits = { askEveryMs: 15_000, answerWithinMs: 10_000 };
  private readonly handlers = new Map<
    string,
    { readonly onPayload: Handler; readonly onGap: () => void }[]
  >();
  private client: pg.Client | undefined;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(DATABASE_URL) private readonly url: string) {}

  /** Register before the application has started. */
  listen(channel: string, onPayload: Handler, onGap: () => void = () => undefined): void {
    this.handlers.set(channel, [...(this.handlers.get(channel) ?? []), { onPayload, onGap }]);
  }

  /** Sent when the transaction commits. Payloads are at most 7,900 bytes. */
  async notify(tx: Tx, channel: string, payload: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    if (this.client) await hangUp(this.client);
  }

  private async connect(): Promise<void> {
    if (this.isStopped || this.handlers.size === 0) return;
    const client = new pg.Client({
      connectionString: this.url,
      ...KEEP_ALIVE,
      connectionTimeoutMillis: this.limits.answerWithinMs,
      query_timeout: this.limits.answerWithinMs,
      application_name: 'release-console-listen',
    });
    client.on('error', () => undefined);
    client.on('end', () => this.reconnectSoon());
    client.on('notification', ({ channel, payload }) => {
      for (const handler of this.handlers.get(channel) ?? []) handler.onPayload(payload ?? '');
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.handlers.keys())
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      this.logger.warn(`not listening to the database: ${(error as Error).message}`);
      await hangUp(client);
      this.reconnectSoon();
      return;
    }
    const asking = setInterval(() => void this.ask(client), this.limits.askEveryMs).unref();
    client.once('end', () => clearInterval(asking));
    for (const list of this.handlers.values()) for (const handler of list) handler.onGap();
  }

  private async ask(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1');
    } catch {
      await hangUp(client);
    }
  }

  private reconnectSoon(): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RECONNECT_MS);
  }
}

async function hangUp(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
