import type { Text } from '@release-console/rollout-core';

/** A bin and its versions, before and after. */
export interface VersionChange {
  readonly bin: string;
  /** Empty: it was nowhere. */
  readonly from: readonly string[];
  readonly to: string;
}

/** What a message says of an event, as it was when it happened. All of it may be absent. */
export interface EventData {
  /** What happened, in a sentence. */
  readonly detail?: Text | null;
  /** Who did it; absent: the console itself. */
  readonly actor?: string | null;
  readonly reason?: string | null;
  readonly changes?: readonly VersionChange[];
  readonly nodes?: number | null;
  readonly waves?: number | null;
  readonly strategy?: string | null;
  /** Until when a request counts, ISO 8601. */
  readonly expiresAt?: string | null;
}
