import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { Lifecycle, Protocol } from '../rules/node-words.js';
import { stateVersionOf, toDesiredBin, type DesiredBinRow, type NodeState } from './node-state.js';

interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly lifecycle: Lifecycle;
  readonly heldReason: string | null;
  readonly heldUntil: Date | null;
  readonly hostName: string | null;
  readonly cpuArch: string | null;
  readonly os: string | null;
  readonly osRelease: string | null;
  readonly kernel: string | null;
  readonly agentVersion: string | null;
  readonly agentInstance: string | null;
  readonly protocol: Protocol | null;
  readonly sideBySideBins: string | null;
  readonly createdAt: Date;
  readonly bins: readonly DesiredBinRow[];
}

/** Decided while it was held: not told before the hold ends. What it was told before may be under way on the host. */
const WITHHELD = `EXISTS (
  SELECT 1 FROM node_holds h WHERE h.node_id = d.node_id AND (h.bin_id IS NULL OR h.bin_id = d.bin_id)
    AND h.ended_at IS NULL AND h.created_at <= d.changed_at)`;

/** A release that runs both versions beside each other says for how long. */
const KEEP_OLD = `(
  SELECT CASE WHEN s.strategy ->> 'mode' = 'side-by-side' THEN (s.strategy ->> 'rollbackWindowSeconds')::int END
  FROM (SELECT r.rollout -> 'plan' -> 'strategy' AS strategy FROM releases r WHERE r.id = d.release_id) s)`;

const LOAD = `
  SELECT n.id, n.name, n.arch, n.lifecycle, n.held_reason AS "heldReason", n.held_until AS "heldUntil", n.host_name AS "hostName",
    n.cpu_arch AS "cpuArch", n.os, n.os_release AS "osRelease", n.kernel, n.agent_version AS "agentVersion",
    n.agent_instance AS "agentInstance", n.protocol, n.side_by_side_bins AS "sideBySideBins", n.created_at AS "createdAt",
    COALESCE((
      SELECT json_agg(json_build_object(
        'bin', b.name, 'binId', b.id, 'version', v.version, 'generation', d.generation, 'action', d.action, 'sha256', d.sha256,
        'hasVersion', d.version_id IS NOT NULL, 'keepOldSeconds', ${KEEP_OLD}, 'isWithheld', ${WITHHELD}, 'observedSha256', o.sha256, 'observedGeneration', o.generation,
        'artifacts', COALESCE((
          SELECT json_agg(json_build_object('arch', a.arch, 'sha256', a.sha256, 'sizeBytes', a.size_bytes, 'kind', a.kind))
          FROM artifacts a WHERE a.version_id = d.version_id), '[]'::json)))
      FROM desired_state d
      JOIN bins b ON b.id = d.bin_id
      LEFT JOIN bin_versions v ON v.id = d.version_id
      LEFT JOIN observed_state o ON o.node_id = d.node_id AND o.bin_id = d.bin_id
      WHERE d.node_id = n.id), '[]'::json) AS bins
  FROM nodes n WHERE n.id = ANY ($1::text[])`;

/** One question for many nodes: what is each told? */
@Injectable()
export class NodeStateReadModel {
  constructor(private readonly database: Database) {}

  async load(nodeIds: readonly string[]): Promise<ReadonlyMap<string, NodeState>> {
    const rows = await this.database.reader.query<NodeRow[]>(LOAD, [nodeIds]);
    return new Map(rows.map((row) => [row.id, toState(row)]));
  }
}

function toState(row: NodeRow): NodeState {
  const bins = row.bins.map((bin) => toDesiredBin(bin, row));
  const { hostName, cpuArch, os, osRelease, kernel, agentVersion, agentInstance, protocol } = row;
  const { sideBySideBins } = row;
  return {
    id: row.id,
    name: row.name,
    arch: row.arch,
    lifecycle: row.lifecycle,
    held:
      row.heldReason === null
        ? null
        : { reason: row.heldReason, until: row.heldUntil?.toISOString() ?? null },
    facts: {
      hostName,
      cpuArch,
      os,
      osRelease,
      kernel,
      agentVersion,
      agentInstance,
      protocol,
      sideBySideBins,
    },
    createdAt: row.createdAt.toISOString(),
    bins: new Map(bins.map((bin) => [bin.bin, bin])),
    stateVersion: stateVersionOf(row.lifecycle, bins),
    isSettled: bins.every(({ isSettled }) => isSettled),
  };
}
