import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Placement } from './placement.js';
import { runProgram } from './run-program.js';

export const SUPERUSER = 'rc';

/** Makes the cluster if there is none, and answers the superuser's password. */
export async function prepareCluster(
  placement: Placement,
  binaries: Binaries,
  isDurable: boolean,
): Promise<string> {
  const passwordFile = join(placement.dataDir, 'postgres.password');
  if (existsSync(placement.clusterDir)) {
    checkExisting(placement, binaries);
    return readPassword(passwordFile);
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  await initialise(placement, binaries, password, isDurable);
  return password;
}

function checkExisting({ clusterDir, dataDir }: Placement, { major }: Binaries): void {
  const ownUid = process.getuid?.();
  const { uid } = statSync(clusterDir);
  if (ownUid !== undefined && ownUid !== 0 && uid !== ownUid) {
    throw new EmbeddedPostgresError(
      `The database in ${dataDir} belongs to user ${uid}: start the server as that user or as root.`,
    );
  }
  const found = readOrThrow(join(clusterDir, 'PG_VERSION'), clusterDir).trim();
  if (found === String(major)) return;
  throw new EmbeddedPostgresError(
    `The database in ${dataDir} was made by PostgreSQL ${found} and the bundled one is ${major}: ` +
      `move its data over with pg_dump of version ${found}, or set DATABASE_URL to a server of that version.`,
  );
}

function readPassword(file: string): string {
  return readOrThrow(file, file).trim();
}

function readOrThrow(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new EmbeddedPostgresError(`${what} cannot be used (${reason}): restore it from a backup.`);
  }
}

/** Done beside the final place and renamed: a cluster that is there is a whole one. */
async function initialise(
  { clusterDir, user }: Placement,
  { initdb }: Binaries,
  password: string,
  isDurable: boolean,
): Promise<void> {
  const draft = `${clusterDir}.new`;
  const secret = join(dirname(clusterDir), 'postgres.initial');
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(secret, password, { mode: 0o600 });
    for (const path of [draft, secret]) giveTo(path, user.ids);
    const args = ['-D', draft, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${secret}`];
    const fixed = ['--encoding=UTF8', '--locale=C', '--no-instructions', ...(isDurable ? [] : ['--no-sync'])];
    const { exitCode, output } = await runProgram(initdb, [...args, ...fixed], user.ids);
    if (exitCode !== 0)
      throw new EmbeddedPostgresError(`The database could not be created: ${lastLine(output)}`);
    renameSync(draft, clusterDir);
  } finally {
    rmSync(secret, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function giveTo(path: string, ids: { readonly uid?: number; readonly gid?: number }): void {
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(path, ids.uid, ids.gid);
}

function lastLine(output: string): string {
  return output.split('\n').findLast((line) => /error|fatal/i.test(line)) ?? output;
}
