export const ROLES = ['project_admin', 'release_manager', 'developer', 'operator', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'project.create',
  'user.manage',
  'freeze.everywhere',
  'project.configure',
  'artifact.upload',
  'release.draft',
  'release.approve',
  'release.operate',
  'emergency.stop',
  'freeze.override',
  'approval.bypass',
  'node.operate',
  'version.withdraw',
  'config.edit',
  'secret.reveal',
  'audit.read',
  'audit.verify',
  'metrics.read',
  'metrics.write',
  'project.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ADMIN_ONLY: readonly Role[] = [];

/** Who may do what in a project; admins may do everything. */
const MATRIX: Readonly<Record<Permission, readonly Role[]>> = {
  'project.create': ADMIN_ONLY,
  'user.manage': ADMIN_ONLY,
  'freeze.everywhere': ADMIN_ONLY,
  'project.configure': ['project_admin'],
  'artifact.upload': ['project_admin', 'release_manager', 'developer'],
  'release.draft': ['project_admin', 'release_manager', 'developer'],
  'release.approve': ['project_admin', 'release_manager'],
  'release.operate': ['project_admin', 'release_manager', 'operator'],
  'emergency.stop': ['project_admin', 'release_manager', 'operator'],
  'freeze.override': ['project_admin'],
  'approval.bypass': ['project_admin'],
  'node.operate': ['project_admin', 'operator'],
  'version.withdraw': ['project_admin'],
  'config.edit': ['project_admin', 'release_manager', 'developer'],
  'secret.reveal': ['project_admin'],
  'audit.verify': ADMIN_ONLY,
  'metrics.read': ADMIN_ONLY,
  'metrics.write': ['project_admin', 'release_manager', 'developer', 'operator'],
  'audit.read': ['project_admin', 'release_manager'],
  'project.read': ROLES,
};

export function roleMay(role: Role, permission: Permission): boolean {
  return MATRIX[permission].includes(role);
}

export function rolesThatMay(permission: Permission): readonly Role[] {
  return MATRIX[permission];
}
