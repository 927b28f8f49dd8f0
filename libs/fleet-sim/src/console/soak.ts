import { soakOf, type Soak } from '@release-console/rollout-core';
import type { DeclaredBin, EnvironmentName } from '../words.js';
import type { MemoryStore, StoredRelease } from './memory-store.js';

const EARLIER = 'staging';
export const COMPLETED: readonly string[] = ['completed', 'completed_with_exceptions'];

/** Have its versions proved themselves where they must come first? Null: nothing is demanded, as for every way back. */
export function soakOfRelease(store: MemoryStore, release: StoredRelease, now: number): Soak | null {
  const { declared, rollbackOf } = release;
  if (!store.promotion || declared.environment === EARLIER || rollbackOf !== null) return null;
  const versions = declared.bins.map((bin) => ({
    ...{ bin: bin.bin, version: bin.version },
    completedAt: completedAt(store, EARLIER, bin),
  }));
  return soakOf({ environment: EARLIER, hours: store.promotion.hours }, versions, now);
}

/** The first completion there after which nothing took it back. */
export function completedAt(
  store: MemoryStore,
  environment: EnvironmentName,
  wanted: DeclaredBin,
): number | null {
  const there = [...store.releases.values()].filter(({ declared }) => declared.environment === environment);
  const takenBack = Math.max(...there.flatMap((release) => takenBackAt(store, release, wanted)), -1);
  const times = there
    .filter((release) => hasProved(release, wanted))
    .flatMap(({ rollout: { finishedAt } }) =>
      finishedAt !== null && finishedAt > takenBack ? [finishedAt] : [],
    );
  return times.length > 0 ? Math.min(...times) : null;
}

function hasProved({ declared, rollout, targets }: StoredRelease, wanted: DeclaredBin): boolean {
  if (!COMPLETED.includes(rollout.status) || !isOf(declared.bins, wanted)) return false;
  return [...targets.values()].some(({ status }) => status === 'succeeded');
}

/** When this release took the version back: it goes back from one of it, or turned round itself. */
function takenBackAt(store: MemoryStore, release: StoredRelease, wanted: DeclaredBin): readonly number[] {
  const { rollout, declared, rollbackOf } = release;
  const undone = store.releases.get(rollbackOf ?? '');
  const isWayBack = undone !== undefined && isOf(undone.declared.bins, wanted);
  return [
    ...(isWayBack && rollout.deployedAt !== null ? [rollout.deployedAt] : []),
    ...(isOf(declared.bins, wanted) && rollout.rollback ? [rollout.rollback.startedAt] : []),
  ];
}

function isOf(bins: readonly DeclaredBin[], wanted: DeclaredBin): boolean {
  return bins.some(({ bin, version }) => bin === wanted.bin && version === wanted.version);
}
