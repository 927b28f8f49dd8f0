import { createHash } from 'node:crypto';
import { isServed } from '../rules/lifecycle.js';
import type { DesiredAction, Lifecycle, Protocol } from '../rules/node-words.js';
import { resolveArtifact, type ArtifactFact } from '../rules/resolve-artifact.js';

/** What a host has told about itself. */
export interface HostFacts {
  readonly hostName: string | null;
  readonly cpuArch: string | null;
  readonly os: string | null;
  readonly osRelease: string | null;
  readonly kernel: string | null;
  readonly agentVersion: string | null;
  readonly agentInstance: string | null;
  readonly protocol: Protocol | null;
}

export interface DesiredBin {
  readonly bin: string;
  readonly binId: string;
  readonly version: string | null;
  readonly generation: number;
  readonly action: DesiredAction;
  /** Null: leave what runs alone. */
  readonly sha256: string | null;
  readonly sizeBytes: number;
  /** Why there is no file although a version is desired. */
  readonly missing: 'arch_unknown' | 'none_for_arch' | null;
  readonly archs: readonly string[];
  /** Decided while it was held, so the node is not told before the hold ends. */
  readonly isWithheld: boolean;
  /** What it last reported to run. */
  readonly observedSha256: string | null;
  readonly isSettled: boolean;
}

/** All that is needed to answer a node without asking the database. */
export interface NodeState {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly lifecycle: Lifecycle;
  readonly held: { readonly reason: string; readonly until: string | null } | null;
  readonly facts: HostFacts;
  readonly createdAt: string;
  readonly bins: ReadonlyMap<string, DesiredBin>;
  /** Equal as long as the node is told the same. */
  readonly stateVersion: string;
  /** Has it confirmed everything that it should run? */
  readonly isSettled: boolean;
}

export interface DesiredBinRow {
  readonly bin: string;
  readonly binId: string;
  readonly version: string | null;
  readonly generation: number;
  readonly action: DesiredAction;
  readonly sha256: string | null;
  readonly hasVersion: boolean;
  readonly isWithheld: boolean;
  readonly artifacts: readonly ArtifactFact[];
  readonly observedSha256: string | null;
  readonly observedGeneration: number | null;
}

export function toDesiredBin(row: DesiredBinRow, arch: string | null, protocol: Protocol | null): DesiredBin {
  const file = fileOf(row, arch);
  return {
    bin: row.bin,
    binId: row.binId,
    version: row.version,
    generation: row.generation,
    action: row.action,
    ...file,
    isWithheld: row.isWithheld,
    observedSha256: row.observedSha256,
    isSettled:
      row.isWithheld ||
      isSettled(file.sha256, row.generation, protocol, {
        sha256: row.observedSha256,
        generation: row.observedGeneration,
      }),
  };
}

/** The state after the node said that it runs something else. */
export function withRunning(state: NodeState, binId: string, running: RunningNow): NodeState {
  const bins = new Map(state.bins);
  for (const [name, bin] of bins) {
    if (bin.binId !== binId) continue;
    const settled = bin.isWithheld || isSettled(bin.sha256, bin.generation, state.facts.protocol, running);
    bins.set(name, { ...bin, observedSha256: running.sha256, isSettled: settled });
  }
  return { ...state, bins, isSettled: [...bins.values()].every((bin) => bin.isSettled) };
}

interface RunningNow {
  readonly sha256: string | null;
  readonly generation: number | null;
}

function isSettled(
  sha256: string | null,
  generation: number,
  protocol: Protocol | null,
  running: RunningNow,
): boolean {
  return (
    sha256 === null ||
    (sha256 === running.sha256 && (protocol === 'seed' || running.generation === generation))
  );
}

function fileOf(
  row: DesiredBinRow,
  arch: string | null,
): Pick<DesiredBin, 'sha256' | 'sizeBytes' | 'missing' | 'archs'> {
  if (row.sha256 !== null) {
    const sizeBytes = row.artifacts.find(({ sha256 }) => sha256 === row.sha256)?.sizeBytes ?? 0;
    return { sha256: row.sha256, sizeBytes, missing: null, archs: [] };
  }
  if (!row.hasVersion) return { sha256: null, sizeBytes: 0, missing: null, archs: [] };
  const resolved = resolveArtifact(row.artifacts, arch);
  if (resolved.kind === 'found') return { ...resolved.artifact, missing: null, archs: [] };
  return { sha256: null, sizeBytes: 0, missing: resolved.kind, archs: resolved.archs };
}

/** The same on every API process, and different as soon as the answer to the node differs. */
export function stateVersionOf(lifecycle: Lifecycle, bins: Iterable<DesiredBin>): string {
  const lines = isServed(lifecycle)
    ? [...bins]
        .filter(({ isWithheld }) => !isWithheld)
        .map(({ bin, generation, sha256, action }) => `${bin} ${generation} ${sha256 ?? '-'} ${action}`)
        .sort()
    : [];
  return createHash('sha256')
    .update([lifecycle, ...lines].join('\n'))
    .digest('base64url')
    .slice(0, 16);
}
