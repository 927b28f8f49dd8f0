import type { Permission, Role } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

export const permissionLabel = (permission: Permission): MessageKey => `permission.${permission}`;

/** What a build server needs: it uploads, and sees what became of it. */
export const FOR_BUILDS: readonly Permission[] = ['project.read', 'artifact.upload'];

export const SERVICE_ROLES: readonly Role[] = [
  'project_admin',
  'release_manager',
  'developer',
  'operator',
  'viewer',
];

/** Decisions are a person's; the server gives them to no token that machines share. */
const ONLY_PEOPLE: readonly Permission[] = ['release.approve', 'approval.bypass'];
const OF_NO_PROJECT: readonly Permission[] = [
  'project.create',
  'user.manage',
  'freeze.everywhere',
  'audit.verify',
  'metrics.read',
];

export const permissionsForService = (own: readonly Permission[]): readonly Permission[] =>
  own.filter((permission) => !ONLY_PEOPLE.includes(permission) && !OF_NO_PROJECT.includes(permission));
