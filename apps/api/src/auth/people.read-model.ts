import { Inject, Injectable } from '@nestjs/common';
import {
  Actor,
  PERMISSIONS,
  roleMay,
  type Membership,
  type AccessClaims,
} from '../platform/auth-guard/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import type { Me } from './auth.dto.js';
import { issuerKey } from './oidc/issuer-key.js';

export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly memberships: readonly Membership[];
}

const LIVE_SESSIONS = `
  SELECT s.id AS "sessionId", u.id AS "userId", u.name, u.email, u.is_admin AS "isAdmin",
    coalesce(jsonb_agg(jsonb_build_object('projectId', m.project_id, 'role', m.role)) FILTER (WHERE m.role IS NOT NULL), '[]') AS memberships
  FROM sessions s
  JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
  LEFT JOIN project_members m ON m.user_id = u.id
  WHERE s.id = ANY ($1) AND s.revoked_at IS NULL AND s.expires_at > $2
  GROUP BY s.id, u.id`;

const PERSON = `
  SELECT u.id, u.name, u.email, u.is_admin AS "isAdmin",
    coalesce(jsonb_agg(jsonb_build_object('projectId', m.project_id, 'role', m.role)) FILTER (WHERE m.role IS NOT NULL), '[]') AS memberships
  FROM users u LEFT JOIN project_members m ON m.user_id = u.id
  WHERE u.id = $1 AND u.disabled_at IS NULL GROUP BY u.id`;

const ME = `
  SELECT u.id, u.email, u.name, u.is_admin AS "isAdmin", u.password_hash IS NOT NULL AS "hasPassword",
    EXISTS (SELECT 1 FROM oidc_identities i WHERE i.user_id = u.id AND i.issuer = $2) AS "isLinked",
    coalesce(jsonb_agg(jsonb_build_object('projectId', p.id, 'projectCode', p.code, 'projectName', p.name, 'role', m.role)
      ORDER BY p.code) FILTER (WHERE p.id IS NOT NULL), '[]') AS memberships
  FROM users u
  LEFT JOIN project_members m ON m.user_id = u.id
  LEFT JOIN projects p ON p.id = m.project_id
  WHERE u.id = $1
  GROUP BY u.id`;

@Injectable()
export class PeopleReadModel {
  private readonly issuer: string;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) { oidc }: Settings,
  ) {
    this.issuer = oidc ? issuerKey(oidc) : '';
  }

  /** Those of the sessions that still count at `now`, with the rights of their people. */
  async liveSessions(claims: readonly AccessClaims[], now: Date): Promise<LiveSession[]> {
    const ids = claims.map(({ sessionId }) => sessionId);
    const rows = await this.database.reader.query<LiveSession[]>(LIVE_SESSIONS, [ids, now]);
    return rows.filter((row) =>
      claims.some(({ sessionId, userId }) => sessionId === row.sessionId && userId === row.userId),
    );
  }

  /** Undefined when there is no such person any more, or they are disabled. */
  async person(tx: Tx, userId: string): Promise<Actor | undefined> {
    const [row] = await tx.query<Pick<Actor, 'id' | 'name' | 'email' | 'isAdmin' | 'memberships'>[]>(PERSON, [
      userId,
    ]);
    return row && new Actor(row.id, row.name, row.email, row.isAdmin, row.memberships);
  }

  async me(tx: Tx, userId: string): Promise<Me> {
    const [me] = await tx.query<Omit<Me, 'permissions'>[]>(ME, [userId, this.issuer]);
    if (!me) throw new Error(`no user ${userId}`);
    const { isAdmin, memberships } = me;
    const permissions = PERMISSIONS.filter(
      (permission) => isAdmin || memberships.some(({ role }) => roleMay(role, permission)),
    );
    return { ...me, permissions };
  }
}
