import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createDataSource, type DatabaseOptions } from './data-source.js';
import { DatabaseProbe } from './database-probe.js';
import { DATA_SOURCE, Database } from './database.js';
import { migrate } from './migrate.js';
import { DATABASE_URL, PgNotifications } from './notifications.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATA_SOURCE) private readonly source: DataSource) {}

  static with(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DATABASE_URL, useValue: options.url },
        { provide: DATA_SOURCE, useFactory: () => connect(options) },
        Database,
        PgNotifications,
        DatabaseProbe,
      ],
      exports: [Database, DatabaseProbe, PgNotifications],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

async function connect(options: DatabaseOptions): Promise<DataSource> {
  const source = createDataSource(options);
  await source.initialize();
  await migrate(source);
  return source;
}
