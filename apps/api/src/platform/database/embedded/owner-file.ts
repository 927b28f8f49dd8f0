import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

const ATTEMPTS = 5;

/**
 * Claims a data directory for this process and returns how to give it back. A claim of a dead process is taken
 * over. PostgreSQL's own lock stays the last word; this one exists to tell people what is going on.
 */
export function claimDataDirectory(dataDir: string): () => void {
  const file = join(dataDir, 'postgres.owner');
  const mine = identityOf(process.pid) + ' ' + randomBytes(4).toString('hex');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (tryLink(file, mine)) return () => release(file, mine);
    const holder = read(file);
    if (holder && isAlive(holder)) throw inUse(dataDir, holder);
    if (holder) takeAway(file, holder);
  }
  throw inUse(dataDir, read(file) ?? '');
}

function inUse(dataDir: string, holder: string): EmbeddedPostgresError {
  const pid = holder.split(' ')[0] ?? 'unknown';
  return new EmbeddedPostgresError(
    `Another server (process ${pid}) is using the data directory ${dataDir}: stop it, or choose another DATA_DIR.`,
  );
}

/** A hard link appears at once with its whole content, and fails when the name is taken. */
function tryLink(file: string, content: string): boolean {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two processes may find the same dead owner; whoever moves a file that is not the dead one's puts it back. */
function takeAway(file: string, expected: string): void {
  const moved = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, moved);
    if (readFileSync(moved, 'utf8') !== expected) linkSync(moved, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(moved, { force: true });
  }
}

function release(file: string, mine: string): void {
  if (read(file) === mine) rmSync(file, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(holder: string): boolean {
  const [pid, started] = holder.split(' ');
  return identityOf(Number(pid)) === `${pid} ${started}`;
}

/** Pid and start time, because numbers are used again. Without /proc the pid alone has to do. */
function identityOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'dead' : `${pid} ${fields[19]}`;
  } catch {
    return process.platform === 'linux' || !exists(pid) ? 'dead' : `${pid} -`;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
