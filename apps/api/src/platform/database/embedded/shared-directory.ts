import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, type SystemUser } from './system-user.js';

export type SharedKind = 'system' | 'temporary';

const PATHS: Record<SharedKind, () => string> = {
  system: () => '/var/lib/release-console',
  temporary: () => join(tmpdir(), 'release-console-root'),
};

/** A folder of root that `user` can reach and nobody else can write to; made when missing. */
export async function sharedDirectory(user: SystemUser, kind: SharedKind): Promise<string | undefined> {
  const path = PATHS[kind]();
  return makePrivate(path) && (await canEnter(user, path)) ? path : undefined;
}

function makePrivate(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 });
    const { uid, mode } = statSync(path);
    return uid === 0 && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
