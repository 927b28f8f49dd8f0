import { OPEN_WORLD, wantedSilence, type World } from '@release-console/rollout-core';
import type { MemoryStore, StoredRelease } from './memory-store.js';

const MISSED_CALLS = 2.5;

/** What the engine must know of the world outside the release. */
export function worldOf(store: MemoryStore, release: StoredRelease, now: number): World {
  const freeze = store.isFrozen ? { name: 'freeze', until: null } : null;
  return { ...OPEN_WORLD, freeze, silence: silenceOf(store, release, now) };
}

/** Untouched nodes per group that were heard since shortly before the deploy, and those of them that are silent now. */
function silenceOf(store: MemoryStore, { rollout, targets }: StoredRelease, now: number): World['silence'] {
  const groups = wantedSilence(rollout);
  if (!groups) return {};
  const silence: Record<string, { untouched: number; silent: number }> = {};
  for (const { nodeId, group, bins } of targets.values()) {
    const node = store.nodes.get(nodeId);
    if (!groups.includes(group) || bins.some(({ asked }) => asked !== null) || !node) continue;
    const silentMs = Math.max(rollout.plan.darkAfterSeconds, MISSED_CALLS * node.intervalSeconds) * 1_000;
    const lastSeenAt = node.lastSeenAt ?? Number.NEGATIVE_INFINITY;
    if (lastSeenAt < (rollout.deployedAt ?? now) - silentMs) continue;
    const { untouched, silent } = silence[group] ?? { untouched: 0, silent: 0 };
    silence[group] = { untouched: untouched + 1, silent: silent + Number(lastSeenAt < now - silentMs) };
  }
  return silence;
}
