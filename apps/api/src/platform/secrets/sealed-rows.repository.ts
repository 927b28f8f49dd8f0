import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Tx } from '../database/index.js';
import type { RowKey, SealedColumn } from './sealed-column.js';

export interface SealedRow {
  readonly row: RowKey;
  readonly sealed: string;
}

export interface SealedCount {
  readonly keyId: string;
  readonly count: number;
}

/* eslint-disable no-restricted-syntax -- the names of tables and columns, each escaped, are part of the text */
/** Knows sealed columns by name only. The names stand in the code of the rooms, never in a request. */
@Injectable()
export class SealedRowsRepository {
  async counts(tx: Tx, { table, column }: SealedColumn): Promise<readonly SealedCount[]> {
    return (await tx.query(
      `SELECT split_part(${pg.escapeIdentifier(column)}, '.', 2) AS "keyId", count(*)::integer AS count
      FROM ${pg.escapeIdentifier(table)} WHERE ${pg.escapeIdentifier(column)} LIKE 'v1.%' GROUP BY 1`,
    )) as readonly SealedCount[];
  }

  /** In the order of their keys; what somebody else is working on is left out. */
  async lockSome(
    tx: Tx,
    { table, column, key }: SealedColumn,
    {
      keyIds,
      after,
      limit,
    }: { readonly keyIds: readonly string[]; readonly after: RowKey; readonly limit: number },
  ): Promise<readonly SealedRow[]> {
    const row = `ARRAY[${key.map((name) => `${pg.escapeIdentifier(name)}::text`).join(', ')}]`;
    return (await tx.query(
      `SELECT ${row} AS row, ${pg.escapeIdentifier(column)} AS sealed FROM ${pg.escapeIdentifier(table)}
      WHERE split_part(${pg.escapeIdentifier(column)}, '.', 2) = ANY($1) AND ${row} > $2::text[]
      ORDER BY 1 LIMIT $3 FOR UPDATE SKIP LOCKED`,
      [keyIds, after, limit],
    )) as readonly SealedRow[];
  }

  async replace(tx: Tx, { table, column, key }: SealedColumn, { row, sealed }: SealedRow): Promise<void> {
    const isRow = key
      .map((name, index) => `${pg.escapeIdentifier(name)}::text = $${index + 2}`)
      .join(' AND ');
    await tx.query(
      `UPDATE ${pg.escapeIdentifier(table)} SET ${pg.escapeIdentifier(column)} = $1 WHERE ${isRow}`,
      [sealed, ...row],
    );
  }
}
