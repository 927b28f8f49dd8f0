import { readFileSync } from 'node:fs';
import type pg from 'pg';
import type { Tx } from '../../src/platform/database/index.js';
import type { Cost } from './costs.js';

const ROWS = `
  SELECT COALESCE(sum(seq_tup_read + COALESCE(idx_tup_fetch, 0)), 0)::float8 AS read,
    COALESCE(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float8 AS written
  FROM pg_stat_xact_user_tables`;
const TICKS_PER_SECOND = 100;

export interface Rows {
  readonly read: number;
  readonly written: number;
}

/** Rows that `work` reads and writes in the transaction. */
export async function rowsOf(tx: Tx, work: () => Promise<unknown>): Promise<Rows> {
  // The counters also hold what the connection did shortly before.
  const before = await countersOf(tx);
  await work();
  const after = await countersOf(tx);
  return { read: after.read - before.read, written: after.written - before.written };
}

async function countersOf(tx: Tx): Promise<Rows> {
  const [rows]: Rows[] = await tx.query(ROWS);
  if (!rows) throw new Error('PostgreSQL does not count');
  return rows;
}

/** Measures on the one database that nothing else uses meanwhile. */
export class Meter {
  constructor(private readonly client: pg.Client) {}

  /** `enclose` runs `work` in one transaction, whose own counters tell the rows. */
  async measure(
    enclose: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
    work: () => Promise<unknown>,
  ): Promise<Cost> {
    const pages = await this.pages();
    const postgresCpu = await this.postgresCpuMs();
    const cpu = process.cpuUsage();
    const began = performance.now();
    const rows = await enclose(async (tx) => {
      const counted = await rowsOf(tx, work);
      await tx.query('SELECT pg_stat_force_next_flush()');
      return counted;
    });
    const elapsedMs = performance.now() - began;
    const used = process.cpuUsage(cpu);
    const postgresAfter = await this.postgresCpuMs();
    return {
      rowsRead: rows.read,
      rowsWritten: rows.written,
      pages: (await this.pages()) - pages,
      elapsedMs,
      nodeCpuMs: (used.user + used.system) / 1_000,
      postgresCpuMs: postgresCpu === null || postgresAfter === null ? null : postgresAfter - postgresCpu,
    };
  }

  private async pages(): Promise<number> {
    const { rows } = await this.client.query<{ pages: number }>(
      `SELECT (blks_hit + blks_read)::float8 AS pages FROM pg_stat_database WHERE datname = current_database()`,
    );
    return rows[0]?.pages ?? Number.NaN;
  }

  private async postgresCpuMs(): Promise<number | null> {
    try {
      return processorMsOf(await postgresPids(this.client));
    } catch {
      return null;
    }
  }
}

/** Server processes that work for this database, but for the one that is asked. */
export async function postgresPids(client: pg.Client): Promise<readonly number[]> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  return rows.map(({ pid }) => pid);
}

/** @throws where the system does not tell */
export function processorMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
}

function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}
