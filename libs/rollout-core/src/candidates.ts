import { STAGING_AT_ONCE } from './assign.js';
import { isOverBudget } from './failures.js';
import { needsStaging } from './plan.js';
import { groupsWithRoom, roomLeft } from './room.js';
import { allCounts, countsUpTo } from './rollout-counts.js';
import { currentStep, openWave, type Rollout } from './rollout.js';
import { isExposed, TARGET_STATUSES, type Target, type TargetStatus } from './target.js';

/** Which targets the engine could use now, in order of rank; `candidatesAmong` says exactly which these are. */
export interface CandidateQuery {
  readonly statuses: readonly TargetStatus[];
  /** Those that are down come first: they can't be made more unavailable. */
  readonly isDownFirst: boolean;
  readonly maxWave: number;
  /** So many of each of these groups, besides those that are down; null where groups don't matter. */
  readonly perGroup: readonly { readonly group: string; readonly limit: number }[] | null;
  readonly limit: number;
}

const CANDIDATES_AT_ONCE = 1_000;
const EXPOSED = TARGET_STATUSES.filter(isExposed);

/** Null when the engine can use none. */
export function wantedCandidates(rollout: Rollout): CandidateQuery | null {
  const everything = { maxWave: rollout.waves.length, perGroup: null, limit: CANDIDATES_AT_ONCE };
  if (rollout.status === 'rolling_back') return { statuses: EXPOSED, isDownFirst: true, ...everything };
  if (rollout.status !== 'deploying' || isOverBudget(rollout)) return null;
  if (currentStep(rollout)?.kind === 'stage') {
    const left = STAGING_AT_ONCE - allCounts(rollout).staging;
    return left <= 0
      ? null
      : { statuses: ['pending', 'retrying'], isDownFirst: false, ...everything, limit: left };
  }
  return nextInOpenWaves(rollout);
}

function nextInOpenWaves(rollout: Rollout): CandidateQuery | null {
  const room = roomLeft(rollout);
  const { pending, staged, retrying } = countsUpTo(rollout, openWave(rollout));
  const isStageFirst = needsStaging(rollout.plan);
  if (pending + staged + retrying === 0) return null;
  if (room <= 0 && retrying === 0 && !(isStageFirst && pending > 0)) return null;
  const open = isStageFirst ? null : groupsWithRoom(rollout);
  if (open?.length === 0 && retrying === 0) return null;
  return {
    statuses: isStageFirst ? ['pending', 'staged', 'retrying'] : ['pending', 'retrying'],
    isDownFirst: true,
    maxWave: openWave(rollout),
    perGroup: open && open.map(({ group, room: left }) => ({ group, limit: withSpare(left, 10) })),
    limit: withSpare(room, 50),
  };
}

/** More than the room, because those that are offline are passed over. */
function withSpare(room: number, atLeast: number): number {
  return Math.min(CANDIDATES_AT_ONCE, Math.max(room * 2, atLeast));
}

/** The targets that a query means, out of all of a release. Stores may find them in their own way. */
export function candidatesAmong(query: CandidateQuery, targets: Iterable<Target>): readonly Target[] {
  const { statuses, isDownFirst, maxWave, perGroup, limit } = query;
  const left = perGroup && new Map(perGroup.map((group) => [group.group, group.limit]));
  const inOrder = [...targets]
    .filter(({ status, wave }) => statuses.includes(status) && wave <= maxWave)
    .sort((a, b) => (isDownFirst ? Number(b.isDown) - Number(a.isDown) : 0) || a.rank - b.rank);
  const chosen = inOrder.filter(({ isDown, group }) => {
    if (!left || isDown) return true;
    const more = left.get(group) ?? 0;
    left.set(group, more - 1);
    return more > 0;
  });
  return chosen.slice(0, limit);
}
