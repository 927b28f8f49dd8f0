import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './run-program.js';
import { sharedDirectory } from './shared-directory.js';
import type { SystemUser } from './system-user.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

type Log = (line: string) => void;
const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const INSTEAD = 'set DATABASE_URL to a PostgreSQL 18 or newer server';

/** PostgreSQL as the installation brought it, or a copy where the user that it runs as can reach it. */
export async function findBinaries(user: SystemUser, log: Log): Promise<Binaries> {
  const installed = installedPackage();
  const direct = await probe(installed.home, user);
  if (direct.binaries) return direct.binaries;
  if (user.ids.uid === undefined) throw unusable(direct.reason);
  const name = `postgresql-${installed.platform}-${installed.version}`;
  for (const kind of ['system', 'temporary'] as const) {
    const base = await sharedDirectory(user, kind);
    if (!base) continue;
    const home = join(base, name);
    const isNew = !existsSync(home);
    if (isNew) copyReadable(installed.home, home);
    const copied = await probe(home, user);
    if (!copied.binaries) continue;
    if (isNew) log(`PostgreSQL runs from ${home}, because ${user.name} cannot reach ${installed.home}`);
    return copied.binaries;
  }
  throw unusable(direct.reason);
}

function installedPackage(): { home: string; version: string; platform: string } {
  const platform = `${process.platform}-${process.arch}`;
  if (!SUPPORTED.includes(platform)) {
    throw new EmbeddedPostgresError(`There is no bundled PostgreSQL for ${platform}: ${INSTEAD}.`);
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = resolve(entry, '../..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { home: join(root, 'native'), version, platform };
  } catch {
    throw new EmbeddedPostgresError(
      `The bundled PostgreSQL for ${platform} is not installed: install the optional dependencies too, or ${INSTEAD}.`,
    );
  }
}

async function probe(
  home: string,
  user: SystemUser,
): Promise<{ binaries: Binaries | undefined; reason: string }> {
  const [initdb, postgres] = [join(home, 'bin/initdb'), join(home, 'bin/postgres')];
  const { exitCode, output } = await runProgram(postgres, ['--version'], user.ids);
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  const isUsable = exitCode === 0 && major !== undefined;
  return { binaries: isUsable ? { initdb, postgres, major: Number(major) } : undefined, reason: output };
}

function unusable(reason: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The bundled PostgreSQL does not run here (${reason}): ${INSTEAD}.`);
}

/** Complete or absent: another process may be doing the same at this moment. */
function copyReadable(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  try {
    cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function openToAll(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  const isExecutable = stats.isDirectory() || (stats.mode & 0o100) !== 0;
  chmodSync(path, isExecutable ? 0o755 : 0o644);
  if (!stats.isDirectory()) return;
  for (const entry of readdirSync(path)) openToAll(join(path, entry));
}
