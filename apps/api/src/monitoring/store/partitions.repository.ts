import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { PartitionedTable } from './partitioned-tables.js';

const LIST =
  'SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass';

/** Any number of processes look after the same tables. */
const ALONE = "SELECT pg_advisory_xact_lock(hashtext('metrics partitions'))";
/** Whoever reads or writes the table is waited for, and everybody else waits behind; rather later than long. */
const PATIENCE = "SET LOCAL lock_timeout = '2s'";

@Injectable()
export class PartitionsRepository {
  /** First second of each partition that there is. */
  async begins(tx: Tx, { table }: PartitionedTable): Promise<readonly number[]> {
    const rows = await tx.query<{ name: string }[]>(LIST, [table]);
    return rows.map(({ name }) => Number(name.slice(table.length + 2)));
  }

  async change(
    tx: Tx,
    partitioned: PartitionedTable,
    { missing, over }: { readonly missing: readonly number[]; readonly over: readonly number[] },
  ): Promise<void> {
    await tx.query(PATIENCE);
    await tx.query(ALONE);
    for (const begin of missing) await tx.query(create(partitioned, begin));
    for (const begin of over) await tx.query(drop(partitioned, begin));
  }
}

/** Rows of the last minutes are written again and again, and have room for that beside them. */
function create(partitioned: PartitionedTable, begin: number): string {
  const { table, spanSeconds, isUnlogged } = partitioned;
  const range = [begin, begin + spanSeconds].map((second) => `(to_timestamp(${second}))`);
  return `CREATE ${isUnlogged ? 'UNLOGGED ' : ''}TABLE IF NOT EXISTS ${nameOf(partitioned, begin)} PARTITION OF ${table}
    FOR VALUES FROM ${range[0]} TO ${range[1]} WITH (${isUnlogged ? 'toast_tuple_target = 128' : 'fillfactor = 70'})`;
}

function drop(partitioned: PartitionedTable, begin: number): string {
  return `DROP TABLE IF EXISTS ${nameOf(partitioned, begin)}`;
}

function nameOf({ table }: PartitionedTable, begin: number): string {
  return `${table}_p${begin}`;
}
