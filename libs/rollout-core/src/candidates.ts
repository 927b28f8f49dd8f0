import { STAGING_AT_ONCE } from './assign.js';
import { isOverBudget } from './failures.js';
import { needsStaging } from './plan.js';
import { groupsWithRoom, roomLeft } from './room.js';
import { allCounts, countsUpTo } from './rollout-counts.js';
import { currentStep, openWave, type Rollout } from './rollout.js';
import { isExposed, isStaging, TARGET_STATUSES, type Target, type TargetStatus } from './target.js';

/** Which targets the engine could use now, in order of rank; `candidatesAmong` says exactly which these are. */
export interface CandidateQuery {
  readonly statuses: readonly TargetStatus[];
  /** Those that are down come first: they can't be made more unavailable. */
  readonly isDownFirst: boolean;
  readonly maxWave: number;
  /** So many of each of these groups, besides those that are down; null where groups don't matter. */
  readonly perGroup: readonly { readonly group: string; readonly limit: number }[] | null;
  readonly limit: number;
  /** Where groups matter: so many of those besides that can be asked without taking anything down. */
  readonly free: { readonly statuses: readonly TargetStatus[]; readonly limit: number } | null;
}

const CANDIDATES_AT_ONCE = 1_000;
const EXPOSED = TARGET_STATUSES.filter(isExposed);
const SERVING = EXPOSED.filter((status) => !isStaging(status));
const BESIDE = EXPOSED.filter(isStaging);

/** Null when the engine can use none. */
export function wantedCandidates(rollout: Rollout): CandidateQuery | null {
  const everything = { maxWave: rollout.waves.length, perGroup: null, limit: CANDIDATES_AT_ONCE, free: null };
  if (rollout.status === 'rolling_back')
    return { isDownFirst: true, ...everything, ...onTheWayBack(rollout) };
  if (rollout.status !== 'deploying' || isOverBudget(rollout)) return null;
  if (currentStep(rollout)?.kind === 'stage') {
    const left = STAGING_AT_ONCE - allCounts(rollout).staging;
    return left <= 0
      ? null
      : { statuses: ['pending', 'retrying'], isDownFirst: false, ...everything, limit: left };
  }
  return nextInOpenWaves(rollout);
}

/** Where groups are capped, each goes back as fast as its own room lets it. */
function onTheWayBack(rollout: Rollout): Pick<CandidateQuery, 'statuses' | 'perGroup' | 'free'> {
  const perGroup = limitsPerGroup(rollout);
  if (!perGroup) return { statuses: EXPOSED, perGroup, free: null };
  return { statuses: SERVING, perGroup, free: { statuses: BESIDE, limit: CANDIDATES_AT_ONCE } };
}

function nextInOpenWaves(rollout: Rollout): CandidateQuery | null {
  const room = roomLeft(rollout);
  const { pending, staged, retrying } = countsUpTo(rollout, openWave(rollout));
  const isStageFirst = needsStaging(rollout.plan);
  if (pending + staged + retrying === 0) return null;
  if (room <= 0 && retrying === 0 && !(isStageFirst && pending > 0)) return null;
  const perGroup = limitsPerGroup(rollout);
  if (perGroup?.length === 0 && retrying === 0 && !(isStageFirst && pending > 0)) return null;
  const open = { isDownFirst: true, maxWave: openWave(rollout), perGroup, limit: withSpare(room, 50) };
  if (!isStageFirst) return { statuses: ['pending', 'retrying'], ...open, free: null };
  if (!perGroup) return { statuses: ['pending', 'staged', 'retrying'], ...open, free: null };
  return {
    statuses: ['staged'],
    ...open,
    free: { statuses: ['pending', 'retrying'], limit: STAGING_AT_ONCE },
  };
}

function limitsPerGroup(rollout: Rollout): CandidateQuery['perGroup'] {
  const open = groupsWithRoom(rollout);
  return open && open.map(({ group, room }) => ({ group, limit: withSpare(room, 10) }));
}

/** More than the room, because those that are offline are passed over. */
function withSpare(room: number, atLeast: number): number {
  return Math.min(CANDIDATES_AT_ONCE, Math.max(room * 2, atLeast));
}

/** The targets that a query means, out of all of a release. Stores may find them in their own way. */
export function candidatesAmong(query: CandidateQuery, targets: Iterable<Target>): readonly Target[] {
  const { statuses, isDownFirst, maxWave, perGroup, limit, free } = query;
  const left = perGroup && new Map(perGroup.map((group) => [group.group, group.limit]));
  const isFree = ({ status, isDown }: Target): boolean =>
    !isDown && (free?.statuses.includes(status) ?? false);
  const among = [...statuses, ...(free?.statuses ?? [])];
  const inOrder = [...targets]
    .filter(({ status, wave }) => among.includes(status) && wave <= maxWave)
    .sort((a, b) => (isDownFirst ? Number(b.isDown) - Number(a.isDown) : 0) || a.rank - b.rank);
  const limited = inOrder.filter((target) => {
    if (isFree(target)) return false;
    if (!left || target.isDown) return true;
    const more = left.get(target.group) ?? 0;
    left.set(target.group, more - 1);
    return more > 0;
  });
  const chosen = new Set([...limited.slice(0, limit), ...inOrder.filter(isFree).slice(0, free?.limit ?? 0)]);
  return inOrder.filter((target) => chosen.has(target));
}
