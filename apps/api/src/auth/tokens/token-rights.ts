import {
  Actor,
  PERMISSIONS,
  roleMay,
  type Membership,
  type Permission,
  type Role,
} from '../../platform/auth-guard/index.js';

export interface TokenOwner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly memberships: readonly Membership[];
}

export interface TokenScope {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly projectIds: readonly string[] | null;
  readonly projectId: string | null;
  readonly role: Role | null;
  readonly expiresAt: Date;
}

/** Decisions are a person's; a token that machines share makes none. */
const NEVER_OF_A_SERVICE: readonly Permission[] = ['release.approve', 'approval.bypass'];

export function permissionsOfService(role: Role): readonly Permission[] {
  return PERMISSIONS.filter(
    (permission) => roleMay(role, permission) && !NEVER_OF_A_SERVICE.includes(permission),
  );
}

/** The owner as far as the token reaches: its scope and, at this moment, the owner's own rights. */
export function actorOf(owner: TokenOwner, scope: TokenScope): Actor {
  const { id, name, permissions, expiresAt, projectId, role } = scope;
  if (projectId === null || role === null) {
    const { projectIds } = scope;
    const grant = { id, name, permissions, projectIds, expiresAt };
    const isAdmin = owner.isAdmin && projectIds === null;
    return new Actor(owner.id, owner.name, owner.email, isAdmin, within(owner, projectIds), grant);
  }
  const own = within(owner, [projectId]);
  const held = permissions.filter((permission) =>
    own.some((membership) => roleMay(membership.role, permission)),
  );
  const memberships = own.map((membership) => ({ ...membership, role }));
  const grant = { id, name, permissions: held, projectIds: [projectId], expiresAt };
  return new Actor(owner.id, owner.name, owner.email, false, memberships, grant);
}

/** Within a project an admin may what its admins may. */
function within(owner: TokenOwner, projectIds: readonly string[] | null): readonly Membership[] {
  if (projectIds === null) return owner.memberships;
  if (owner.isAdmin) return projectIds.map((projectId) => ({ projectId, role: 'project_admin' }));
  return owner.memberships.filter(({ projectId }) => projectIds.includes(projectId));
}
