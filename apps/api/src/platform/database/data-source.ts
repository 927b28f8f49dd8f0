import { migrations } from '#migrations';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';

export type EntityClass = (new () => object) | EntitySchema;

export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly EntityClass[];
  readonly poolSize?: number;
  /** How long to wait for a connection when all are in use. */
  readonly waitMs?: number;
}

/** Between the pool and its borrower nobody listens for a moment; an error just then would end the process. */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? [])],
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      max: options.poolSize ?? 12,
      connectionTimeoutMillis: options.waitMs ?? 10_000,
      statement_timeout: 60_000,
      // A process that stands still must not keep others from its releases for long.
      idle_in_transaction_session_timeout: 20_000,
      Client: HeardClient,
      application_name: 'release-console',
    },
    poolErrorHandler: () => undefined,
  };
}

export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}
