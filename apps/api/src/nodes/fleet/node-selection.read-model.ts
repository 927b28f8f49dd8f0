import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { heldBySql, type HeldBy } from '../holds/held-by.js';
import { withLastWord } from '../presence/last-word.js';
import { PresenceBook } from '../presence/presence-book.js';
import type { Labels, Lifecycle, Protocol } from '../rules/node-words.js';
import { SEED_INTERVAL_SECONDS } from '../rules/presence.js';

export interface NodeSelector {
  /** Each label must have one of its values. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** Empty or absent: every node. */
  readonly nodeIds?: readonly string[];
}

export interface SelectedNode {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly labels: Labels;
  readonly lifecycle: Lifecycle;
  /** Who pinned it as a whole; null for a node that releases may change. */
  readonly heldBy: HeldBy | null;
  /** Two agents speak in its name. */
  readonly isQuarantined: boolean;
  /** Null until it has called for the first time. */
  readonly protocol: Protocol | null;
  /** Bins of which two versions can run beside each other there, by name with a space in between. */
  readonly sideBySideBins: string | null;
  readonly lastSeenAt: number | null;
  readonly expectedIntervalSeconds: number;
}

const SELECT = `
  SELECT n.id, n.name, n.arch, n.labels, n.lifecycle,
    ${heldBySql('NULL::uuid')} AS "heldBy", n.quarantined_at IS NOT NULL AS "isQuarantined",
    n.protocol, n.side_by_side_bins AS "sideBySideBins",
    (extract(epoch FROM p.last_seen_at) * 1000)::float8 AS "lastSeenAt",
    COALESCE(p.expected_seconds, $4)::float8 AS "expectedIntervalSeconds"
  FROM node_memberships m
  JOIN nodes n ON n.id = m.node_id AND n.lifecycle = 'active'
  LEFT JOIN node_presence p ON p.node_id = n.id
  WHERE m.environment_id = $1
    AND ($2::text[] IS NULL OR n.id = ANY ($2::text[]))
    AND NOT EXISTS (SELECT 1 FROM jsonb_each($3::jsonb) wanted WHERE NOT COALESCE(wanted.value ? (n.labels ->> wanted.key), false))
  ORDER BY n.id`;

const PASSED_BY = `
  SELECT wanted.id, n.name, n.lifecycle FROM unnest($2::text[]) AS wanted (id)
  LEFT JOIN node_memberships m ON m.node_id = wanted.id AND m.environment_id = $1
  LEFT JOIN nodes n ON n.id = m.node_id
  WHERE n.lifecycle IS DISTINCT FROM 'active' ORDER BY wanted.id`;

/** A node that was named and is not selected; without a lifecycle the environment has none of that id. */
export interface PassedByNode {
  readonly id: string;
  readonly name: string | null;
  readonly lifecycle: Lifecycle | null;
}

/** Which nodes of an environment a release is about. */
@Injectable()
export class NodeSelection {
  constructor(private readonly presence: PresenceBook) {}

  /** Active nodes only, in the order of their ids. */
  async select(tx: Tx, environmentId: string, selector: NodeSelector = {}): Promise<readonly SelectedNode[]> {
    const rows = await tx.query<SelectedNode[]>(SELECT, [
      environmentId,
      selector.nodeIds?.length ? selector.nodeIds : null,
      JSON.stringify(selector.labels ?? {}),
      SEED_INTERVAL_SECONDS,
    ]);
    return rows.map((row) => withLastWord(row, this.presence.get(row.id)));
  }

  /** Those of the named nodes that `select` leaves out, whatever their labels. */
  passedBy(tx: Tx, environmentId: string, nodeIds: readonly string[]): Promise<readonly PassedByNode[]> {
    return nodeIds.length === 0 ? Promise.resolve([]) : tx.query(PASSED_BY, [environmentId, nodeIds]);
  }
}
