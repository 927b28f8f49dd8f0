import {
  hasActivated,
  isOverBudget,
  wantedSilence,
  type NoWayBack,
  type World,
} from '@release-console/rollout-core';
import { keyOf, type MemoryStore, type StoredRelease } from './memory-store.js';

const MISSED_CALLS = 2.5;
const NOTHING = { en: '', zh: '' };

/** What the engine must know of the world outside the release. */
export function worldOf(store: MemoryStore, release: StoredRelease, now: number): World {
  const word = store.judged.get(release.id);
  const isBad = isOverBudget(release.rollout) || word?.verdict === 'fail';
  const isHeld = release.rollbackOf === null && store.calendar.isOn(release.declared.environment, now);
  return {
    freeze: isHeld ? { name: 'freeze', until: null } : null,
    isStopped: store.isStopped,
    withdrawn: withdrawnOf(store, release),
    noWayBack: isBad || release.declared.bins.length > 1 ? noWayBackOf(store, release) : null,
    silence: silenceOf(store, release, now),
    analysis: word ? { ...word, why: NOTHING } : null,
    // It is there from the first call to the last.
    hearingSince: Number.NEGATIVE_INFINITY,
  };
}

export function withdrawnOf(
  { withdrawn }: MemoryStore,
  { declared }: Pick<StoredRelease, 'declared'>,
): string | null {
  const found = declared.bins.find(({ digest }) => withdrawn.has(digest));
  return found ? `${found.bin} ${found.version}` : null;
}

/** What is against going back to what the changed nodes ran. */
export function noWayBackOf(store: MemoryStore, { targets }: StoredRelease): NoWayBack | null {
  for (const { nodeId, bins } of targets.values()) {
    for (const { binId, asked, digest, previous } of bins) {
      // What is laid ready once more may still run since the try before.
      const isRunning =
        asked === 'stage' && store.observed.get(keyOf(nodeId, binId))?.running?.sha256 === digest;
      if (asked !== 'activate' && !isRunning) continue;
      if (previous === null || previous.sha256 === digest) continue;
      const why = hindranceOf(store, digest, previous.sha256);
      if (why) return why;
    }
  }
  return null;
}

/** What is against putting one build in the place of another. */
export function hindranceOf({ builds, withdrawn }: MemoryStore, from: string, to: string): NoWayBack | null {
  const placeOf = (digest: string): number => builds.findIndex((build) => build.digest === digest);
  const old = builds[placeOf(to)];
  const barrier = builds[placeOf(from)];
  if (old && withdrawn.has(to)) return { kind: 'withdrawn', version: old.version };
  if (!old || !barrier?.isBarrier || placeOf(to) >= placeOf(from)) return null;
  return { kind: 'barrier', version: barrier.version };
}

/** Untouched nodes per group that were heard since shortly before the deploy, and those of them that are silent now. */
function silenceOf(store: MemoryStore, { rollout, targets }: StoredRelease, now: number): World['silence'] {
  const groups = wantedSilence(rollout);
  if (!groups) return {};
  const silence: Record<string, { untouched: number; silent: number }> = {};
  for (const target of targets.values()) {
    const { nodeId, group } = target;
    const node = store.nodes.get(nodeId);
    if (!groups.includes(group) || hasActivated(target) || !node) continue;
    const silentMs = Math.max(rollout.plan.darkAfterSeconds, MISSED_CALLS * node.intervalSeconds) * 1_000;
    const lastSeenAt = node.lastSeenAt ?? Number.NEGATIVE_INFINITY;
    if (lastSeenAt < (rollout.deployedAt ?? now) - silentMs) continue;
    const { untouched, silent } = silence[group] ?? { untouched: 0, silent: 0 };
    // Whoever had just called when the line was cut misses its next call an interval later than the first did.
    const missedMs = silentMs - node.intervalSeconds * 1_000;
    silence[group] = { untouched: untouched + 1, silent: silent + Number(lastSeenAt < now - missedMs) };
  }
  return silence;
}
