import fc from 'fast-check';
import type { DomainError } from '../http/index.js';
import { Actor, type Membership, type TokenGrant } from './actor.js';
import { PERMISSIONS, ROLES, type Permission, type Role } from './permissions.js';

/** The table of the design by hand: who may, in the order admin, project_admin, release_manager, developer, operator, viewer. */
const TABLE: Readonly<Record<Permission, string>> = {
  'project.create': 'y-----',
  'user.manage': 'y-----',
  'freeze.everywhere': 'y-----',
  'audit.verify': 'y-----',
  'metrics.read': 'y-----',
  'metrics.write': 'yyyyy-',
  'project.configure': 'yy----',
  'artifact.upload': 'yyyy--',
  'release.draft': 'yyyy--',
  'release.approve': 'yyy---',
  'release.operate': 'yyy-y-',
  'emergency.stop': 'yyy-y-',
  'node.operate': 'yy--y-',
  'freeze.override': 'yy----',
  'approval.bypass': 'yy----',
  'version.withdraw': 'yy----',
  'config.edit': 'yyyy--',
  'secret.reveal': 'yy----',
  'audit.read': 'yyy---',
  'project.read': 'yyyyyy',
};
const COLUMNS = ['admin', 'project_admin', 'release_manager', 'developer', 'operator', 'viewer'];
const PROJECTS = ['one', 'two', 'three'] as const;

interface Person {
  readonly isAdmin: boolean;
  readonly roles: readonly (Role | null)[];
  readonly scope: readonly Permission[] | null;
}

const cell = (permission: Permission, column: string): boolean =>
  TABLE[permission].charAt(COLUMNS.indexOf(column)) === 'y';

/** Asks for each project on its own: no role reaches into another one. */
function oracle({ isAdmin, roles, scope }: Person, permission: Permission, project: number): boolean {
  if (scope && !scope.includes(permission)) return false;
  if (isAdmin) return cell(permission, 'admin');
  const role = roles[project];
  return role !== null && role !== undefined && cell(permission, role);
}

function actorOf({ isAdmin, roles, scope }: Person): Actor {
  const memberships = roles.flatMap((role, index): Membership[] =>
    role ? [{ projectId: PROJECTS[index] ?? '', role }] : [],
  );
  const grant: TokenGrant | undefined = scope
    ? { id: 't', name: 't', permissions: scope, projectIds: null, expiresAt: new Date(0) }
    : undefined;
  return new Actor('u', 'U', 'u@example.com', isAdmin, memberships, grant);
}

function codeOf(ask: () => void): string {
  try {
    ask();
    return 'OK';
  } catch (error) {
    return (error as DomainError).code;
  }
}

/** In which ways somebody is let do more or less than the table says. */
function faultsOf(person: Person): readonly string[] {
  const actor = actorOf(person);
  return PERMISSIONS.flatMap((permission) => {
    const allowed = PROJECTS.filter((_, index) => oracle(person, permission, index));
    const isGlobal = person.isAdmin && oracle(person, permission, 0);
    const told = [
      PROJECTS.filter((project) => actor.may(permission, project)),
      actor.mayAnywhere(permission),
      actor.mayEverywhere(permission),
      actor.projectsWhere(permission) ?? 'all',
      PROJECTS.map((project) => codeOf(() => actor.require(permission, project))),
    ];
    const expected = [
      allowed,
      allowed.length > 0,
      isGlobal,
      isGlobal ? 'all' : allowed,
      PROJECTS.map((project, index) => {
        if (allowed.includes(project)) return 'OK';
        return person.isAdmin || person.roles[index] ? 'NOT_ALLOWED' : 'NOT_FOUND';
      }),
    ];
    const [said, meant] = [JSON.stringify(told), JSON.stringify(expected)];
    return said === meant ? [] : [`${permission}: ${said} in place of ${meant}`];
  });
}

describe('S19 what somebody may, with a role of their own in each project', () => {
  it('is what the table says, for every set of roles in two projects', () => {
    const choices = [null, ...ROLES];
    const people = choices.flatMap((one) =>
      choices.flatMap((two) => [false, true].map((isAdmin) => ({ isAdmin, roles: [one, two], scope: null }))),
    );
    expect(people.flatMap(faultsOf)).toEqual([]);
  });

  it('is never more through a token than its scope, nor than the person', () => {
    const role = fc.constantFrom(null, ...ROLES);
    const person = fc.record({
      isAdmin: fc.boolean(),
      roles: fc.tuple(role, role, role),
      scope: fc.subarray([...PERMISSIONS]),
    });
    fc.assert(
      fc.property(person, (one) => expect(faultsOf(one)).toEqual([])),
      { numRuns: 300 },
    );
  });
});
