import type { DeclaredPlan } from '../words.js';
import type { StoredRelease } from './memory-store.js';

/** The release that puts back what a finished one replaced, or the code of why there can't be one. */
export function backPlan(release: StoredRelease, all: readonly StoredRelease[]): DeclaredPlan | string {
  const changed = [...release.targets.values()].filter((target) =>
    target.bins.some(({ asked }) => asked !== null),
  );
  const previous = changed.flatMap(({ bins }) => bins[0]?.previous?.sha256 ?? [])[0];
  const [bin] = release.declared.bins;
  const position = all.indexOf(release);
  const isLatest = all.slice(position + 1).every(({ targets }) => targets.size === 0);
  if (!isLatest) return 'NOT_THE_LATEST';
  if (!bin || previous === undefined || previous === bin.digest) return 'NOTHING_TO_ROLL_BACK_TO';
  return {
    ...release.declared,
    bins: [{ bin: bin.bin, version: `as ${previous.slice(-4)}`, digest: previous }],
    nodeIds: changed.map(({ nodeId }) => nodeId),
    strategy: { type: 'rolling', batch: '100%' },
    minReadySeconds: 0,
    failureThreshold: '100%',
    onFailure: 'pause',
  };
}
