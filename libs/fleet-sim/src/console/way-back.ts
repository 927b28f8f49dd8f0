import type { DeclaredBin, DeclaredPlan } from '../words.js';
import type { MemoryStore, StoredRelease } from './memory-store.js';
import { COMPLETED } from './soak.js';
import { hasChanged } from './starter.js';
import { hindranceOf } from './world-of.js';

const STILL_STANDS: readonly string[] = [
  ...['deploying', 'paused', 'rolling_back', 'completed', 'completed_with_exceptions'],
  ...['stopped', 'superseded'],
];

/** The release that puts back what a finished one replaced, or the code of why there can't be one. */
export function backPlan(store: MemoryStore, release: StoredRelease): DeclaredPlan | string {
  const changed = release.declared.nodeIds.filter((nodeId) => hasChanged(release, nodeId));
  if (isOvertaken(store, release, changed)) return 'NOT_THE_LATEST';
  // A plan without nodes would be about all of them.
  if (changed.length === 0) return 'NOTHING_TO_ROLL_BACK_TO';
  const bins = release.declared.bins.flatMap((bin) => earlier(store, release, bin) ?? []);
  if (bins.length === 0) return 'NOTHING_TO_ROLL_BACK_TO';
  const hindrances = bins.map(({ bin, digest }) => {
    const replaced = release.declared.bins.find((each) => each.bin === bin)?.digest;
    return hindranceOf(store, replaced ?? '', digest)?.kind;
  });
  if (hindrances.includes('withdrawn')) return 'VERSION_WITHDRAWN';
  if (hindrances.includes('barrier')) return 'ROLLBACK_BARRIER';
  return {
    ...release.declared,
    bins,
    nodeIds: changed,
    strategy: { type: 'rolling', batch: '100%', waves: [], pause: null, analysis: null },
    hours: null,
    lateJoiners: 'baseline',
    minReadySeconds: 0,
    failureThreshold: '100%',
    onFailure: 'pause',
  };
}

/** A later release changed one of its nodes since, and that still stands. */
function isOvertaken(store: MemoryStore, release: StoredRelease, changed: readonly string[]): boolean {
  const { bins } = release.declared;
  const deployedAt = release.rollout.deployedAt ?? 0;
  return [...store.releases.values()].some((other) => {
    const isLater = other !== release && (other.rollout.deployedAt ?? 0) > deployedAt;
    if (!isLater || !STILL_STANDS.includes(other.rollout.status)) return false;
    const both = bins.filter((own) => other.declared.bins.some(({ bin }) => bin === own.bin));
    return changed.some(
      (nodeId) => hasChanged(other, nodeId) && both.some((own) => !wasGivenAgain(store, own, nodeId, other)),
    );
  });
}

/** A way back that is done gave the node what it had before that other release. */
function wasGivenAgain(
  { releases }: MemoryStore,
  { bin, digest }: DeclaredBin,
  nodeId: string,
  since: StoredRelease,
): boolean {
  return [...releases.values()].some(
    ({ rollbackOf, rollout, declared, targets }) =>
      rollbackOf !== null &&
      COMPLETED.includes(rollout.status) &&
      (rollout.deployedAt ?? 0) >= (since.rollout.deployedAt ?? 0) &&
      targets.has(nodeId) &&
      declared.bins.some((own) => own.bin === bin && own.digest === digest),
  );
}

/** What most of its nodes ran, of equals the newest; none where the bin was new or ran nothing that is known. */
function earlier(
  { builds }: MemoryStore,
  { targets }: StoredRelease,
  { bin, digest }: DeclaredBin,
): DeclaredBin | undefined {
  const before = [...targets.values()].map(
    ({ bins }) => bins.find(({ binId }) => binId === bin)?.previous?.sha256,
  );
  const known = builds
    .filter((build) => build.digest !== digest)
    .map((build) => ({ ...build, nodes: before.filter((sha256) => sha256 === build.digest).length }))
    .reverse()
    .sort((left, right) => right.nodes - left.nodes);
  const [most] = known;
  return most && most.nodes > 0 ? { bin, version: most.version, digest: most.digest } : undefined;
}
