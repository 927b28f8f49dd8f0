import type { ReleaseStatus } from '@release-console/rollout-core';
import type { Sight } from '../rules/alert-course.js';

/** What an alert is of: one rule, at one place, and of a release or a bin where its kind has these. */
export interface AlertKey {
  readonly ruleId: string;
  readonly environmentId: string;
  readonly releaseId: string | null;
  readonly binId: string | null;
}

/** What belongs to a value, as far as its sentence needs it. */
export interface AlertFacts {
  /** Nodes: of how many. */
  readonly total?: number;
  /** Release: its status. */
  readonly status?: ReleaseStatus;
  /** Figure: requests in the window. */
  readonly requests?: number;
}

export interface Observation extends AlertKey {
  readonly sight: Sight;
  /** Null: nobody knows, or there is no number to it. */
  readonly value: number | null;
  readonly facts: AlertFacts;
}

export function keyOf({ ruleId, environmentId, releaseId, binId }: AlertKey): string {
  return [ruleId, environmentId, releaseId, binId].join(' ');
}
