/** A column that holds sealed texts. Its room declares it, and the app module lists it. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The columns of the primary key. */
  readonly key: readonly [string, ...string[]];
  /** What is in it is of use for a short time only: the console starts without it. */
  readonly isForgettable?: true;
}

export const SEALED_COLUMNS = Symbol('sealed-columns');

/** The values of the primary key, in the order of the column's `key`. */
export type RowKey = readonly string[];
