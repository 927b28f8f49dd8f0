import pg from 'pg';
import { findBinaries } from './binaries.js';
import { prepareCluster, SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { freePort } from './free-port.js';
import { claimDataDirectory } from './owner-file.js';
import { openDataDirectory, placeCluster } from './placement.js';
import { launchServer, type ServerProcess } from './server-process.js';

export interface EmbeddedPostgresOptions {
  /** DATA_DIR: the cluster is `postgres` below it, its password `postgres.password`, mode 0600. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** False: nothing survives a power failure. For tests only. */
  readonly durable?: boolean;
  /** Where it also listens on a Unix socket, which costs less than TCP. For tests only. */
  readonly socketDirectory?: string;
}

export interface EmbeddedPostgres {
  /** Connection string of the superuser to the database `release_console`. */
  readonly url: string;
  /** Fulfilled when it has ended though nobody stopped it, with the last that it said. */
  readonly lost: Promise<string>;
  /** Ends in less than ten seconds, open connections or not. May be called twice. */
  stop(): Promise<void>;
}

const DATABASE = 'release_console';
const PORT_ATTEMPTS = 3;
const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/** Starts a real PostgreSQL that belongs to this process and ends with it. Refusals are `EmbeddedPostgresError`s. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = openDataDirectory(options.dataDir);
  const release = claimDataDirectory(dataDir);
  try {
    return await start(dataDir, options, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function start(
  dataDir: string,
  { log, durable = true, socketDirectory = '' }: EmbeddedPostgresOptions,
  release: () => void,
): Promise<EmbeddedPostgres> {
  const placement = await placeCluster(dataDir, log);
  const binaries = await findBinaries(placement.user, log);
  const password = await prepareCluster(placement, binaries, durable);
  const launch = async (): Promise<{ server: ServerProcess; port: number }> => {
    const port = await freePort();
    const settings = serverSettings(port, durable, socketDirectory);
    return { server: await launchServer(placement, binaries.postgres, settings), port };
  };
  const { server, port } = await retryPort(launch);
  const urlOf = (name: string): string => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${name}`;
  try {
    await ensureDatabase(urlOf('postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  let isStopping = false;
  const lost = new Promise<string>((resolve) => {
    void server.ended.then((said) => {
      if (!isStopping) resolve(said.split('\n').at(-1) ?? '');
    });
  });
  const stop = async (): Promise<void> => {
    isStopping = true;
    await server.stop();
    release();
  };
  return { url: urlOf(DATABASE), lost, stop };
}

function serverSettings(port: number, durable: boolean, socketDirectory: string): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${socketDirectory}`,
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=log',
    ...(durable ? [] : FAST),
  ];
}

/** Between finding a free port and using it, somebody else may take it. */
async function retryPort<T>(launch: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      const isTaken = error instanceof EmbeddedPostgresError && /TCP\/IP sockets|bind/.test(error.message);
      if (!isTaken || attempt >= PORT_ATTEMPTS) throw error;
    }
  }
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL refused the password in postgres.password: ${(error as Error).message}`,
    );
  }
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
