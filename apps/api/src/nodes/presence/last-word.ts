import type { LastWord } from '../rules/presence.js';

interface SeenRow {
  readonly lastSeenAt: number | null;
  readonly expectedIntervalSeconds: number;
}

/** The last words that this process heard may not be in the database yet. */
export function withLastWord<T extends SeenRow>(row: T, heard: LastWord | undefined): T {
  if (!heard || heard.lastSeenAt <= (row.lastSeenAt ?? 0)) return row;
  return { ...row, lastSeenAt: heard.lastSeenAt, expectedIntervalSeconds: heard.expectedSeconds };
}
