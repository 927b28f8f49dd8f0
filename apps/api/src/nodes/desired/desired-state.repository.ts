import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { DesiredAction, DesiredSource } from '../rules/node-words.js';
import { NodeSignals } from './node-signals.js';

export interface DesiredChange {
  readonly nodeId: string;
  readonly binId: string;
  /** The generation that the decision was made on; 0 when there was no row yet. */
  readonly expectedGeneration: number;
  /** Null: nothing is desired any more, the host is left as it is. */
  readonly sha256: string | null;
  readonly versionId: string | null;
  readonly action: DesiredAction;
  readonly source: DesiredSource;
  readonly releaseId: string | null;
  /** For people: why. */
  readonly reason: string | null;
}

export interface DesiredApplied {
  readonly nodeId: string;
  readonly binId: string;
  readonly generation: number;
}

export interface DesiredConflict {
  readonly nodeId: string;
  readonly binId: string;
  readonly expectedGeneration: number;
}

export interface DesiredOutcome {
  readonly applied: readonly DesiredApplied[];
  /** Somebody else changed these first; nothing was written for them. */
  readonly conflicts: readonly DesiredConflict[];
}

const ROWS_PER_STATEMENT = 5_000;

// Not the time at which the transaction began: a hold that came since then withholds what is written now.
const APPLY = `
  INSERT INTO desired_state AS d
    (node_id, bin_id, generation, sha256, version_id, action, source, release_id, reason, changed_at)
  SELECT c.node_id, c.bin_id, c.expected + 1, c.sha256, c.version_id, c.action, c.source, c.release_id, c.reason, clock_timestamp()
  FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[])
    AS c (node_id, bin_id, expected, sha256, version_id, action, source, release_id, reason)
  WHERE c.expected = 0 OR (SELECT 1 FROM desired_state e WHERE e.node_id = c.node_id AND e.bin_id = c.bin_id LIMIT 1) = 1
  ORDER BY c.node_id, c.bin_id
  ON CONFLICT (node_id, bin_id) DO UPDATE SET
    generation = excluded.generation, sha256 = excluded.sha256, version_id = excluded.version_id, action = excluded.action,
    source = excluded.source, release_id = excluded.release_id, reason = excluded.reason, changed_at = excluded.changed_at
  WHERE d.generation = excluded.generation - 1
  RETURNING d.node_id AS "nodeId", d.bin_id AS "binId", d.generation::float8 AS generation`;

/** The only writer of what nodes should run. */
@Injectable()
export class DesiredStateRepository {
  constructor(private readonly signals: NodeSignals) {}

  /** Compare-and-set of each row on its generation; the nodes hear of it when `tx` commits. */
  async apply(tx: Tx, changes: readonly DesiredChange[]): Promise<DesiredOutcome> {
    const applied: DesiredApplied[] = [];
    for (let start = 0; start < changes.length; start += ROWS_PER_STATEMENT) {
      applied.push(...(await this.write(tx, changes.slice(start, start + ROWS_PER_STATEMENT))));
    }
    const done = new Set(applied.map(keyOf));
    await this.signals.nodesChanged(tx, [...new Set(applied.map(({ nodeId }) => nodeId))]);
    return { applied, conflicts: changes.filter((change) => !done.has(keyOf(change))) };
  }

  private write(tx: Tx, changes: readonly DesiredChange[]): Promise<DesiredApplied[]> {
    return tx.query<DesiredApplied[]>(APPLY, [
      changes.map(({ nodeId }) => nodeId),
      changes.map(({ binId }) => binId),
      changes.map(({ expectedGeneration }) => expectedGeneration),
      changes.map(({ sha256 }) => sha256),
      changes.map(({ versionId }) => versionId),
      changes.map(({ action }) => action),
      changes.map(({ source }) => source),
      changes.map(({ releaseId }) => releaseId),
      changes.map(({ reason }) => reason),
    ]);
  }
}

function keyOf({ nodeId, binId }: { readonly nodeId: string; readonly binId: string }): string {
  return `${nodeId}\n${binId}`;
}
