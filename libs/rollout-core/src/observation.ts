import type { ReleasePlan } from './plan.js';
import type { BinFacts, NodeFacts, Target, TargetBin, TargetError } from './target.js';

export interface ObserveContext {
  readonly plan: ReleasePlan;
  readonly now: number;
  readonly rollbackDeadlineAt: number | null;
  readonly hearingSince: number;
}

/** How soon a target whose news may come without a report is looked at again. */
export const GLANCE_MS = 1_000;

export const OVERTAKEN: TargetError = {
  code: 'OVERTAKEN',
  message: 'Something else decided what it runs before this release was done.',
};

/** Each bin of a target with what is known of it. */
export function pairsOf(target: Target, facts: NodeFacts): readonly (readonly [TargetBin, BinFacts])[] {
  return target.bins.flatMap((bin, index) => {
    const known = facts.bins[index];
    return known ? [[bin, known] as const] : [];
  });
}

/** A target after a change; `since` tells when its status last moved. */
export function settle(target: Target, now: number, change: Partial<Target>): Target {
  const isMove = change.status !== undefined && change.status !== target.status;
  return { ...target, ...change, since: isMove ? now : target.since };
}
