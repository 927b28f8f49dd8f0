import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

export interface Looks {
  /** Milliseconds since 1970. */
  readonly lookedAt: number;
  readonly awakeSince: number;
}

@Injectable()
export class AlertLooksRepository {
  async last(tx: Tx): Promise<Looks | undefined> {
    const [row] = await tx.query<Looks[]>(
      `SELECT (extract(epoch FROM looked_at) * 1000)::float8 AS "lookedAt",
         (extract(epoch FROM awake_since) * 1000)::float8 AS "awakeSince" FROM alert_looks`,
    );
    return row;
  }

  async save(tx: Tx, { lookedAt, awakeSince }: Looks): Promise<void> {
    await tx.query(
      `INSERT INTO alert_looks (looked_at, awake_since) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET looked_at = excluded.looked_at, awake_since = excluded.awake_since`,
      [new Date(lookedAt), new Date(awakeSince)],
    );
  }
}
