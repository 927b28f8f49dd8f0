import type { Person } from '../../auth/index.js';
import type { Release } from '../store/release.entity.js';
import type { Place } from '../planning/release-context.read-model.js';

/** A release with the names around it, and what is known of its approvals. */
export interface ReleaseRow extends Release {
  readonly project: Place['project'];
  readonly environment: Place['environment'];
  readonly author: Person;
  readonly rollbackOf: { readonly id: string; readonly number: number } | null;
  readonly rollbackReleaseId: string | null;
  /** Approvals of exactly the present plan by people who did not make it and may still approve. */
  readonly approvalsGiven: number;
  readonly hasDecided: boolean;
  /** A few of those who could approve; empty unless it waits for approval. */
  readonly approverNames: readonly string[];
}
