import { migrations } from '#migrations';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';
import { isUnanswered } from './unavailable.js';

export type EntityClass = (new () => object) | EntitySchema;

export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly EntityClass[];
  readonly poolSize?: number;
  /** How long to wait for a connection when all are in use. */
  readonly waitMs?: number;
  /** How long to wait for an answer, whatever became of the database. */
  readonly answerWithinMs?: number;
}

/** The database ends a statement earlier; where nothing is heard for longer, nobody is there to answer. */
const STATEMENT_MS = 60_000;
const ANSWER_WITHIN_MS = 75_000;
/** What lies between may forget a connection on which nothing is said. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // Between the pool and its borrower nobody listens for a moment; an error just then would end the process.
    this.on('error', () => undefined);
    hangUpUnanswered(this);
  }
}

/**
 * The driver leaves a question without an answer on its connection and puts the next ones behind it, ROLLBACK among them:
 * each would wait as long, and so would the next borrower.
 */
function hangUpUnanswered(client: pg.Client): void {
  const askOrHangUp = (...asked: unknown[]): unknown => {
    const ask = pg.Client.prototype.query as (...asked: unknown[]) => unknown;
    const answer = ask.apply(client, asked);
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (isUnanswered(error)) void client.end().catch(() => undefined);
      });
    return answer;
  };
  client.query = askOrHangUp as typeof client.query;
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
      ...KEEP_ALIVE,
      statement_timeout: STATEMENT_MS,
      query_timeout: options.answerWithinMs ?? ANSWER_WITHIN_MS,
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
