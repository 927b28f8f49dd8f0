import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { errnoOf } from '../errors.js';
import { EXIT, RcError } from './rc-error.js';
import { text } from './text.js';

export interface SavedLogin {
  readonly url: string;
  readonly token: string;
  readonly caFile: string | null;
}

export function readLogin(file: string): SavedLogin | null {
  const content = contentOf(file);
  if (content === null) return null;
  const { url, token, caFile } = parsed(content, file);
  if (typeof url !== 'string' || typeof token !== 'string') throw unreadable(file);
  return { url, token, caFile: typeof caFile === 'string' ? caFile : null };
}

export function saveLogin(file: string, login: SavedLogin): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  // An umask may take rights from a mode, and what is left over from before may have had more.
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

export function forgetLogin(file: string): void {
  rmSync(file, { force: true });
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parsed(content: string, file: string): Partial<Record<keyof SavedLogin, unknown>> {
  try {
    return (JSON.parse(content) ?? {}) as Partial<Record<keyof SavedLogin, unknown>>;
  } catch {
    throw unreadable(file);
  }
}

function unreadable(file: string): RcError {
  return new RcError(
    EXIT.other,
    'LOGIN_UNREADABLE',
    text(`${file} can't be read; log in again with "rc login".`, `${file} 无法读取；请重新执行 "rc login"。`),
  );
}
