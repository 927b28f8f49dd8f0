import { countOf } from './amount.js';
import type { Rollout } from './rollout.js';

/** How many more nodes may become unavailable now, over all and per group. */
export interface Room {
  take(group: string): boolean;
  readonly isFull: boolean;
}

export function roomOf(rollout: Rollout): Room {
  let left = roomLeft(rollout);
  const used = new Map<string, number>();
  return {
    get isFull() {
      return left <= 0;
    },
    take(group) {
      const taken = used.get(group) ?? 0;
      if (left <= 0 || taken >= groupRoomLeft(rollout, group)) return false;
      used.set(group, taken + 1);
      left -= 1;
      return true;
    },
  };
}

export function roomLeft(rollout: Rollout): number {
  const total = rollout.waves.reduce((sum, { size }) => sum + size, 0);
  return countOf(rollout.plan.maxUnavailable, total, 1) - rollout.down;
}

/** How many more may be started in each group that has room; null where no cap counts by groups. */
export function groupsWithRoom(
  rollout: Rollout,
): readonly { readonly group: string; readonly room: number }[] | null {
  if (!rollout.plan.maxUnavailablePerGroup) return null;
  return Object.keys(rollout.groups)
    .map((group) => ({ group, room: groupRoomLeft(rollout, group) }))
    .filter(({ room }) => room > 0);
}

/** Groups in which nothing may be started now. */
export function fullGroups(rollout: Rollout): readonly string[] {
  return Object.keys(rollout.groups).filter((group) => groupRoomLeft(rollout, group) <= 0);
}

function groupRoomLeft(rollout: Rollout, group: string): number {
  const cap = rollout.plan.maxUnavailablePerGroup;
  const state = rollout.groups[group];
  if (!cap || !state) return Number.POSITIVE_INFINITY;
  return countOf(cap.max, state.size, 1) - state.down;
}
