import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../platform/http/index.js';
import type { User, UserQuery } from './user.dto.js';

type Row = Omit<User, 'disabledAt' | 'createdAt'> & {
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
};

const LIST = `
  SELECT id, email, name, is_admin AS "isAdmin", password_hash IS NOT NULL AS "hasPassword",
    EXISTS (SELECT 1 FROM oidc_identities i WHERE i.user_id = users.id) AS "isLinked", disabled_at AS "disabledAt", created_at AS "createdAt"
  FROM users
  WHERE ($4::uuid IS NULL OR id = $4) AND ($1::text IS NULL OR strpos(lower(name), lower($1)) > 0 OR strpos(email, lower($1)) > 0)
    AND ($2::uuid IS NULL OR id < $2)
  ORDER BY id DESC LIMIT $3`;

@Injectable()
export class UserListReadModel {
  constructor(private readonly database: Database) {}

  async list({ q, cursor, limit }: UserQuery): Promise<Page<User>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const rows = await this.database.reader.query<Row[]>(LIST, [q ?? null, before ?? null, limit + 1, null]);
    return toPage(rows.map(toUser), limit, ({ id }) => [id]);
  }

  async get(tx: Tx, id: string): Promise<User> {
    const [row] = await tx.query<Row[]>(LIST, [null, null, 1, id]);
    if (!row) throw new Error(`no user ${id}`);
    return toUser(row);
  }
}

function toUser(row: Row): User {
  const { disabledAt, createdAt } = row;
  return {
    ...row,
    disabledAt: disabledAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
