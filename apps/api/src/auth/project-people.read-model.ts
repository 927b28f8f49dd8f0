import { Injectable } from '@nestjs/common';
import { rolesThatMay, type Permission } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface RoleHolder extends Person {
  readonly projectId: string;
  /** Those that include the right; `admin` for whoever administers the console. */
  readonly roles: readonly string[];
}

const PEOPLE_NAMED = 20;

/** Who can do what in a project. */
@Injectable()
export class ProjectPeople {
  /** People whose role in the project, or who as admins, may do it: members first, by name, at most 20. */
  async whoMay(tx: Tx, permission: Permission, projectId: string): Promise<readonly Person[]> {
    return tx.query(
      `SELECT u.id, u.name FROM users u LEFT JOIN project_members m ON m.user_id = u.id AND m.project_id = $1
       WHERE u.disabled_at IS NULL AND (u.is_admin OR m.role = ANY($2))
       ORDER BY (m.role IS NULL), u.name LIMIT ${PEOPLE_NAMED}`,
      [projectId, [...rolesThatMay(permission)]],
    );
  }

  /** Everybody who may do it, with the roles by which they may: members first, by name. */
  async holdersOf(
    tx: Tx,
    permission: Permission,
    projectIds: readonly string[],
  ): Promise<readonly RoleHolder[]> {
    return tx.query(
      `SELECT p.id AS "projectId", u.id, u.name,
         array_remove(ARRAY[CASE WHEN u.is_admin THEN 'admin' END, CASE WHEN m.role = ANY ($2) THEN m.role END], NULL) AS roles
       FROM unnest($1::uuid[]) AS p (id) CROSS JOIN users u
       LEFT JOIN project_members m ON m.user_id = u.id AND m.project_id = p.id
       WHERE u.disabled_at IS NULL AND (u.is_admin OR m.role = ANY ($2))
       ORDER BY p.id, (m.role IS NULL), u.name, u.id`,
      [projectIds, [...rolesThatMay(permission)]],
    );
  }
}
