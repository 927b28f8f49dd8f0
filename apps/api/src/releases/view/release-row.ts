import type { Person } from '../../auth/index.js';
import type { Release } from '../store/release.entity.js';
import type { Place } from '../planning/release-context.read-model.js';

/** Without the draft, and without the nodes that its plan names. */
export type ListedRelease = Omit<ReleaseRow, 'draft'>;

/** A release with the names around it, and what is known of its approvals. */
export interface ReleaseRow extends Release {
  /** Those of its bins that are configuration files. */
  readonly configNames: readonly string[];
  readonly project: Place['project'];
  readonly environment: Place['environment'];
  readonly author: Person;
  readonly rollbackOf: { readonly id: string; readonly number: number } | null;
  readonly rollbackReleaseId: string | null;
  /** The release that asks for the same, or took its nodes over. */
  readonly supersededBy: { readonly id: string; readonly number: number } | null;
}
