import type { DesiredAction, Labels, Lifecycle, Protocol } from '../rules/node-words.js';
import { presenceOf, SEED_INTERVAL_SECONDS, type LastWord } from '../rules/presence.js';
import { splitBins } from '../rules/side-by-side.js';
import type { Node, NodeBin, NodeMembership, NodePin } from './node.dto.js';

export interface NodeBinRow {
  readonly bin: string;
  readonly sha256: string | null;
  readonly version: string | null;
  readonly healthy: boolean | null;
  readonly source: 'process' | 'file' | null;
  readonly reportedAt: string | null;
  readonly progressGeneration: number | null;
  readonly phase: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly generation: number | null;
  readonly desiredSha256: string | null;
  readonly desiredVersion: string | null;
  readonly action: DesiredAction | null;
  readonly reason: string | null;
  readonly drift: NodeBin['drift'];
}

export interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly os: string | null;
  readonly osRelease: string | null;
  readonly agentVersion: string | null;
  readonly protocol: Protocol | null;
  readonly sideBySideBins: string | null;
  readonly labels: Labels;
  readonly lifecycle: Lifecycle;
  readonly heldReason: string | null;
  readonly heldUntil: Date | null;
  readonly holds: readonly NodePin[];
  readonly quarantinedAt: Date | null;
  readonly createdAt: Date;
  /** With all its microseconds, for the cursor. */
  readonly createdKey: string;
  readonly lastSeenAt: number | null;
  readonly expectedSeconds: number | null;
  readonly memberships: NodeMembership[];
  readonly bins: readonly NodeBinRow[];
}

/** `heard` is what this process heard of it lately and may not have written yet. */
export function toNode(row: NodeRow, heard: LastWord | undefined, now: number): Node {
  const lastWord = latest(row, heard);
  return {
    id: row.id,
    name: row.name,
    arch: row.arch,
    os: row.os,
    osRelease: row.osRelease,
    agentVersion: row.agentVersion,
    protocol: row.protocol,
    sideBySide: [...splitBins(row.sideBySideBins)],
    labels: { ...row.labels },
    lifecycle: row.lifecycle,
    presence: presenceOf(lastWord, now),
    lastSeenAt: lastWord ? new Date(lastWord.lastSeenAt).toISOString() : null,
    memberships: row.memberships,
    heldLocally: localHold(row, now),
    holds: row.holds.map((hold) => ({
      ...hold,
      since: isoOf(hold.since),
      until: hold.until && isoOf(hold.until),
    })),
    quarantine: row.quarantinedAt && { since: row.quarantinedAt.toISOString() },
    running: row.bins.map(toBin),
    createdAt: row.createdAt.toISOString(),
  };
}

function localHold({ heldReason, heldUntil }: NodeRow, now: number): Node['heldLocally'] {
  if (heldReason === null || (heldUntil !== null && heldUntil.getTime() <= now)) return null;
  return { reason: heldReason, until: heldUntil?.toISOString() ?? null };
}

/** The database writes times inside JSON in its own way. */
function isoOf(time: string): string {
  return new Date(time).toISOString();
}

function latest(row: NodeRow, heard: LastWord | undefined): LastWord | undefined {
  if (heard && heard.lastSeenAt > (row.lastSeenAt ?? 0)) return heard;
  if (row.lastSeenAt === null) return undefined;
  return { lastSeenAt: row.lastSeenAt, expectedSeconds: row.expectedSeconds ?? SEED_INTERVAL_SECONDS };
}

/** Progress with an earlier generation says nothing about what is desired now. */
function toBin(row: NodeBinRow): NodeBin {
  const isCurrent = row.progressGeneration !== null && row.progressGeneration === row.generation;
  return {
    bin: row.bin,
    sha256: row.sha256,
    version: row.version,
    healthy: row.healthy,
    source: row.source,
    reportedAt: row.reportedAt === null ? null : new Date(row.reportedAt).toISOString(),
    phase: isCurrent ? row.phase : null,
    error:
      isCurrent && row.errorCode !== null ? { code: row.errorCode, message: row.errorMessage ?? '' } : null,
    drift: row.drift && { ...row.drift, since: isoOf(row.drift.since) },
    desired:
      row.generation === null || row.action === null
        ? null
        : {
            sha256: row.desiredSha256,
            version: row.desiredVersion,
            generation: row.generation,
            action: row.action,
            reason: row.reason,
          },
  };
}
