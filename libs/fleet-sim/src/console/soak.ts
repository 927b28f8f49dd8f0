import { soakOf, type Soak } from '@release-console/rollout-core';
import type { DeclaredBin, EnvironmentName } from '../words.js';
import type { MemoryStore, StoredRelease } from './memory-store.js';

const EARLIER = 'staging';
const HOUR_MS = 3_600_000;
export const COMPLETED: readonly string[] = ['completed', 'completed_with_exceptions'];

/** Have its versions proved themselves where they must come first? Null: nothing is demanded, as for every way back. */
export function soakOfRelease(store: MemoryStore, release: StoredRelease, now: number): Soak | null {
  const { declared, rollbackOf } = release;
  if (!store.promotion || declared.environment === EARLIER || rollbackOf !== null) return null;
  const { hours } = store.promotion;
  const versions = declared.bins.map((bin) => ({
    ...{ bin: bin.bin, version: bin.version },
    completedAt: completedAt(store, EARLIER, bin, hours * HOUR_MS),
  }));
  return soakOf({ environment: EARLIER, hours }, versions, now);
}

/** The first completion there after which nothing took it back, and no other version came before the time was over. */
export function completedAt(
  store: MemoryStore,
  environment: EnvironmentName,
  wanted: DeclaredBin,
  soakMs = 0,
): number | null {
  const there = [...store.releases.values()].filter(({ declared }) => declared.environment === environment);
  const takenBack = Math.max(...there.flatMap((release) => takenBackAt(store, release, wanted)), -1);
  const others = there
    .filter(({ declared }) => isOther(declared.bins, wanted))
    .flatMap(({ rollout: { deployedAt } }) => deployedAt ?? []);
  const times = there
    .filter((release) => hasProved(release, wanted))
    .flatMap(({ rollout: { finishedAt } }) => finishedAt ?? [])
    .filter((from) => from > takenBack && !others.some((at) => at >= from && at < from + soakMs));
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

function isOther(bins: readonly DeclaredBin[], wanted: DeclaredBin): boolean {
  return bins.some(({ bin, version }) => bin === wanted.bin && version !== wanted.version);
}
