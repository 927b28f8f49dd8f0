import { ROLES, type Role } from '../auth-guard/permissions.js';

/** What being in a group of the provider gives: a role in a project by its code, in all (`*`), or the console itself. */
export type GroupRole =
  | { readonly group: string; readonly role: 'admin' }
  | { readonly group: string; readonly role: Role; readonly project: string };

const TARGET = /^(\*|[a-z0-9][a-z0-9-]{0,39}):([a-z_]+)$/;

export const GROUP_ROLES_RULE = `must be entries such as group=admin, group=*:viewer or group=project-code:operator, with commas between them and roles of ${ROLES.join(', ')}`;

/** Undefined where an entry is none. A comma in the name of a group is written as `\,`; its last `=` ends the name. */
export function parseGroupRoles(text: string): readonly GroupRole[] | undefined {
  const entries = text
    .split(/(?<!\\),/)
    .map((entry) => entry.replaceAll('\\,', ',').trim())
    .filter((entry) => entry !== '');
  const parsed = entries.map(parseEntry);
  return parsed.every((entry) => entry !== undefined) ? parsed : undefined;
}

function parseEntry(entry: string): GroupRole | undefined {
  const at = entry.lastIndexOf('=');
  const group = entry.slice(0, Math.max(at, 0)).trim();
  const target = entry.slice(at + 1).trim();
  if (group === '') return undefined;
  if (target === 'admin') return { group, role: 'admin' };
  const [, project, word] = TARGET.exec(target) ?? [];
  const role = ROLES.find((known) => known === word);
  return project === undefined || role === undefined ? undefined : { group, role, project };
}
