const HOUR = 3_600;
const DAY = 24 * HOUR;

export interface PartitionedTable {
  readonly table: string;
  /** Each partition holds so many seconds. */
  readonly spanSeconds: number;
  readonly keptSeconds: number;
  /** Costs no log, and is empty after the database has crashed. */
  readonly isUnlogged: boolean;
}

/** What is older is not taken: nobody decides on it any more. */
export const OLDEST_SECONDS = 20 * 60;

/** How long the windows of a node are there. */
export const RING_SECONDS = 40 * 60;

export const PARTITIONED: readonly PartitionedTable[] = [
  { table: 'node_measurements', spanSeconds: 600, keptSeconds: RING_SECONDS, isUnlogged: true },
  { table: 'metrics_10s', spanSeconds: 6 * HOUR, keptSeconds: 2 * DAY, isUnlogged: false },
  { table: 'metrics_1m', spanSeconds: DAY, keptSeconds: 15 * DAY, isUnlogged: false },
  { table: 'metrics_10m', spanSeconds: 30 * DAY, keptSeconds: 400 * DAY, isUnlogged: false },
];
