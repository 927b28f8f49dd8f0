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
      const { rows } = await this.client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      return rows.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
    } catch {
      return null;
    }
  }
}

/** Processor time of the whole server so far, also of connections that have ended; null where the system does not tell. */
export async function serverCpuMs(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  try {
    const server = Number(fieldsOf(rows[0]?.pid ?? 0)[1]);
    const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ');
    return (
      sumOf(fieldsOf(server).slice(11, 15)) + children.reduce((sum, pid) => sum + cpuMsOf(Number(pid)), 0)
    );
  } catch {
    return null;
  }
}

function cpuMsOf(pid: number): number {
  return sumOf(fieldsOf(pid).slice(11, 13));
}

/** Those of `/proc/PID/stat` after the name. */
function fieldsOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function sumOf(ticks: readonly string[]): number {
  return (ticks.reduce((sum, each) => sum + Number(each), 0) * 1_000) / TICKS_PER_SECOND;
}
