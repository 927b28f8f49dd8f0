import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { sharedDirectory } from './shared-directory.js';
import { canEnter, systemUserFor, type SystemUser } from './system-user.js';

export interface Placement {
  /** DATA_DIR with all links resolved; holds the password, the owner file and, mostly, the cluster. */
  readonly dataDir: string;
  readonly clusterDir: string;
  readonly user: SystemUser;
}

/** Written into DATA_DIR when the cluster lives elsewhere. */
const POINTER = 'postgres.location';

export function openDataDirectory(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new EmbeddedPostgresError(
      `The data directory ${path} is not writable (${reason}): choose another DATA_DIR or correct its owner.`,
    );
  }
}

/** Where the cluster is or will be. Once decided it stays, also when permissions change later. */
export async function placeCluster(dataDir: string, log: (line: string) => void): Promise<Placement> {
  const own = join(dataDir, 'postgres');
  const pointer = join(dataDir, POINTER);
  if (existsSync(pointer)) return follow(dataDir, pointer);
  const user = systemUserFor(own);
  if (await canEnter(user, dataDir)) return { dataDir, clusterDir: own, user };
  if (existsSync(own)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL runs as ${user.name}, who cannot reach ${own}: open the folders above it (chmod o+x), or set DATABASE_URL.`,
    );
  }
  return relocate(dataDir, pointer, user, log);
}

function follow(dataDir: string, pointer: string): Placement {
  const clusterDir = readFileSync(pointer, 'utf8').trim();
  if (!existsSync(dirname(clusterDir))) {
    throw new EmbeddedPostgresError(
      `The database of ${dataDir} was at ${clusterDir} and is gone: restore it, or remove ${pointer} to begin anew.`,
    );
  }
  return { dataDir, clusterDir, user: systemUserFor(clusterDir) };
}

async function relocate(
  dataDir: string,
  pointer: string,
  user: SystemUser,
  log: (line: string) => void,
): Promise<Placement> {
  const base = await sharedDirectory(user, 'system');
  if (!base) {
    throw new EmbeddedPostgresError(
      `PostgreSQL runs as ${user.name}, who cannot reach ${dataDir}: choose another DATA_DIR, or set DATABASE_URL.`,
    );
  }
  // The random part keeps a data directory that was deleted and made again from meeting its old cluster.
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const home = join(base, `${key}-${randomBytes(3).toString('hex')}`);
  mkdirSync(home, { mode: 0o755 });
  const clusterDir = join(home, 'postgres');
  writeFileSync(pointer, `${clusterDir}\n`);
  log(`The database is kept at ${clusterDir}, because ${user.name} cannot reach ${dataDir}`);
  return { dataDir, clusterDir, user };
}
