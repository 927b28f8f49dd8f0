import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './run-program.js';

/** Whom PostgreSQL runs as. Without ids: as ourselves. */
export interface SystemUser {
  readonly name: string;
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

const PREFERRED = ['postgres', 'nobody'];

/** PostgreSQL refuses to run as root, so root hands it to an unprivileged user that exists already. */
export function systemUserFor(clusterDir: string): SystemUser {
  if (process.getuid?.() !== 0) return { name: 'this user', ids: {} };
  const users = unprivilegedUsers();
  const owner = ownerOf(clusterDir, users);
  const ranked = [owner, ...PREFERRED.map((name) => users.find((user) => user.name === name)), ...users];
  const chosen = ranked.find((user) => user !== undefined);
  if (chosen) return chosen;
  throw new EmbeddedPostgresError(
    'PostgreSQL cannot run as root and this system has no other user: start the server as one, or set DATABASE_URL.',
  );
}

/** Asked of the system itself, because mode bits alone do not tell (access lists, mounts, security modules). */
export async function canEnter(user: SystemUser, directory: string): Promise<boolean> {
  const probe = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'probe', directory], user.ids);
  return probe.exitCode === 0;
}

function ownerOf(clusterDir: string, users: readonly SystemUser[]): SystemUser | undefined {
  const stats = statSync(clusterDir, { throwIfNoEntry: false });
  if (!stats || stats.uid === 0) return undefined;
  const named = users.find(({ ids }) => ids.uid === stats.uid);
  return named ?? { name: `user ${stats.uid}`, ids: { uid: stats.uid, gid: stats.gid } };
}

function unprivilegedUsers(): SystemUser[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const ids = { uid: Number(uid), gid: Number(gid) };
    const isUsable = name && Number.isInteger(ids.uid) && ids.uid > 0 && Number.isInteger(ids.gid);
    return isUsable ? [{ name, ids }] : [];
  });
}
