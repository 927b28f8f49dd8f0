import { AgentError } from '../errors.js';
import { readTextFile } from '../state/durable-file.js';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const NUMBER = /^\d+$/;

function lineOf(file: string, name: string, column: number): readonly string[] | undefined {
  const lines = (readTextFile(file) ?? '').split('\n').map((line) => line.split(':'));
  return lines.find((fields) => fields[column] === name);
}

/** "user" or "user:group", by name or number, from the host's own files. */
export function resolveOwner(owner: string, files = { users: '/etc/passwd', groups: '/etc/group' }): Owner {
  const [user = '', group] = owner.split(':');
  const account = lineOf(files.users, user, NUMBER.test(user) ? 2 : 0);
  const uid = NUMBER.test(user) ? user : account?.[2];
  const gid = group === undefined ? (account?.[3] ?? uid) : groupId(group, files.groups);
  if (uid === undefined || gid === undefined)
    throw new AgentError('OWNER_UNKNOWN', `there is no ${owner} on this host`);
  return { uid: Number(uid), gid: Number(gid) };
}

function groupId(group: string, file: string): string | undefined {
  return NUMBER.test(group) ? group : lineOf(file, group, 0)?.[2];
}
