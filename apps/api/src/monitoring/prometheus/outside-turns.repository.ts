import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

const TAKE = `
  INSERT INTO outside_turns AS t (name, holder, held_until) VALUES ($1, $2, now() + make_interval(secs => $3))
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
  WHERE t.holder = excluded.holder OR t.held_until < now() RETURNING name`;

/** Which of the processes asks a system outside; one that does keeps doing it. */
@Injectable()
export class OutsideTurnsRepository {
  /** True when it is this one's turn for so many seconds. */
  async take(tx: Tx, name: string, holder: string, seconds: number): Promise<boolean> {
    return (await tx.query<unknown[]>(TAKE, [name, holder, seconds])).length > 0;
  }

  /** For people, whichever process they ask. */
  async tell(tx: Tx, name: string, told: object): Promise<void> {
    await tx.query('UPDATE outside_turns SET told = $2 WHERE name = $1', [name, JSON.stringify(told)]);
  }

  async told<T>(tx: Tx, name: string): Promise<T | null> {
    const [row] = await tx.query<{ told: T | null }[]>('SELECT told FROM outside_turns WHERE name = $1', [
      name,
    ]);
    return row?.told ?? null;
  }
}
