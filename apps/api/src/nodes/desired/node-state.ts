import { createHash } from 'node:crypto';
import { canTake } from '../rules/archive-support.js';
import { isServed } from '../rules/lifecycle.js';
import type { ArtifactKind, DesiredAction, Lifecycle, Protocol } from '../rules/node-words.js';
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
  /** Bins of which two versions can run beside each other there, by name with a space in between. */
  readonly sideBySideBins: string | null;
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
  readonly kind: ArtifactKind;
  /** Why there is no file although a version is desired. */
  readonly missing: 'arch_unknown' | 'none_for_arch' | 'needs_newer_agent' | null;
  readonly archs: readonly string[];
  /** Beside each other: how long the old version goes on running; null: the new one in place of the old one. */
  readonly keepOldSeconds: number | null;
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
  readonly keepOldSeconds: number | null;
  readonly isWithheld: boolean;
  readonly artifacts: readonly ArtifactFact[];
  readonly observedSha256: string | null;
  readonly observedGeneration: number | null;
}

type Taker = Pick<HostFacts, 'protocol' | 'agentVersion'> & { readonly arch: string | null };

export function toDesiredBin(row: DesiredBinRow, taker: Taker): DesiredBin {
  const file = fileFor(row, taker);
  return {
    bin: row.bin,
    binId: row.binId,
    version: row.version,
    generation: row.generation,
    action: row.action,
    ...file,
    keepOldSeconds: row.keepOldSeconds,
    isWithheld: row.isWithheld,
    observedSha256: row.observedSha256,
    isSettled:
      row.isWithheld ||
      isSettled({ ...row, sha256: file.sha256 }, taker.protocol, {
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
    const settled = bin.isWithheld || isSettled(bin, state.facts.protocol, running);
    bins.set(name, { ...bin, observedSha256: running.sha256, isSettled: settled });
  }
  return { ...state, bins, isSettled: [...bins.values()].every((bin) => bin.isSettled) };
}

interface RunningNow {
  readonly sha256: string | null;
  readonly generation: number | null;
}

/** What is only staged does not run, so there the generation alone says that the agent has heard. */
function isSettled(
  { sha256, generation, action }: Pick<DesiredBin, 'sha256' | 'generation' | 'action'>,
  protocol: Protocol | null,
  running: RunningNow,
): boolean {
  const hasHeard = protocol === 'seed' || running.generation === generation;
  return sha256 === null || (hasHeard && (action === 'stage' || sha256 === running.sha256));
}

/** A host that could do nothing with an archive is told of none. */
function fileFor(row: DesiredBinRow, { arch, protocol, agentVersion }: Taker): ReturnType<typeof fileOf> {
  const file = fileOf(row, arch);
  if (canTake(file.kind, protocol, agentVersion)) return file;
  return { ...NO_FILE, missing: 'needs_newer_agent', archs: [] };
}

function fileOf(
  row: DesiredBinRow,
  arch: string | null,
): Pick<DesiredBin, 'sha256' | 'sizeBytes' | 'kind' | 'missing' | 'archs'> {
  if (row.sha256 !== null) {
    const known = row.artifacts.find(({ sha256 }) => sha256 === row.sha256);
    const { sizeBytes = 0, kind = 'file' } = known ?? {};
    return { sha256: row.sha256, sizeBytes, kind, missing: null, archs: [] };
  }
  if (!row.hasVersion) return { ...NO_FILE, missing: null, archs: [] };
  const resolved = resolveArtifact(row.artifacts, arch);
  if (resolved.kind === 'found') {
    const { sha256, sizeBytes } = resolved.artifact;
    const kind = row.artifacts.find((artifact) => artifact.sha256 === sha256)?.kind ?? 'file';
    return { sha256, sizeBytes, kind, missing: null, archs: [] };
  }
  return { ...NO_FILE, missing: resolved.kind, archs: resolved.archs };
}

const NO_FILE = { sha256: null, sizeBytes: 0, kind: 'file' } as const;

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
