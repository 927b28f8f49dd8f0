import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DATABASE_URL } from './notifications.js';

const PATIENCE_MS = 5_000;

/** Asks over a connection of its own, so that the answer does not depend on how busy the others are. */
@Injectable()
export class DatabaseProbe implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: Promise<pg.Client> | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(@Inject(DATABASE_URL) private readonly url: string) {}

  /** Early, while there are connections to be had. */
  async onApplicationBootstrap(): Promise<void> {
    await this.answers();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.hangUp();
  }

  /** However many want to know, the database is asked once at a time. */
  answers(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<boolean> {
    try {
      this.client ??= this.connect();
      await (await this.client).query('SELECT 1');
      return true;
    } catch {
      await this.hangUp();
      return false;
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      application_name: 'release-console-health',
    });
    client.on('error', () => undefined);
    client.once('end', () => (this.client = undefined));
    await client.connect();
    return client;
  }

  private async hangUp(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.then((connected) => connected.end()).catch(() => undefined);
  }
}
