import type { Role } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

export const ROLES: readonly Role[] = ['project_admin', 'release_manager', 'developer', 'operator', 'viewer'];

export const roleLabel = (role: Role): MessageKey => `role.${role}`;
