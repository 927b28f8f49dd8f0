import { Injectable } from '@nestjs/common';
import { rolesThatMay, type Permission } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';

export interface Person {
  readonly id: string;
  readonly name: string;
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
}
