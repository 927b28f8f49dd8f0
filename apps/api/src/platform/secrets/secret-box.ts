import { Inject, Injectable } from '@nestjs/common';
import { deriveKey } from './derive-key.js';
import { secretUnreadable } from './secrets.errors.js';
import { type RowKey, SEALED_COLUMNS, type SealedColumn } from './sealed-column.js';
import { keyIdOf, seal, unseal } from './sealed-text.js';
import { type SecretKey, SecretKeys } from './secret-keys.js';

/**
 * Keeps secrets that must be read again. A sealed text opens in its own row and column only, so that nobody with the
 * database alone can put one in the place of another.
 */
@Injectable()
export class SecretBox {
  constructor(
    private readonly keys: SecretKeys,
    @Inject(SEALED_COLUMNS) private readonly columns: readonly SealedColumn[],
  ) {}

  seal(column: SealedColumn, row: RowKey, text: string): string {
    if (!this.columns.includes(column))
      throw new Error(`${column.table}.${column.column} is not among the sealed columns of the app module`);
    return seal(keyFor(this.keys.current, column), contextOf(column, row), text);
  }

  /** Throws SECRET_UNREADABLE when its key is not here, or the text was changed or moved. */
  open(column: SealedColumn, row: RowKey, sealed: string): string {
    const text = this.openIfReadable(column, row, sealed);
    if (text === undefined) throw secretUnreadable();
    return text;
  }

  openIfReadable(column: SealedColumn, row: RowKey, sealed: string): string | undefined {
    const id = keyIdOf(sealed);
    const key = this.keys.all.find((known) => known.id === id);
    return key && unseal(keyFor(key, column), contextOf(column, row), sealed);
  }
}

function keyFor({ id, secret }: SecretKey, { table, column }: SealedColumn): { id: string; bytes: Buffer } {
  return { id, bytes: deriveKey(secret, `sealed ${table}.${column}`) };
}

function contextOf({ table, column }: SealedColumn, row: RowKey): string {
  return JSON.stringify([table, column, ...row]);
}
