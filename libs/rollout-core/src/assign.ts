import { failureOf, runs } from './bin-word.js';
import type { Draft } from './decision.js';
import { isOverBudget } from './failures.js';
import { settle } from './observation.js';
import { GLANCE_AT_SKIPPED_MS } from './observe.js';
import { needsStaging, type ReleasePlan } from './plan.js';
import { roomOf } from './room.js';
import { currentStep, openWave } from './rollout.js';
import { withoutStaged } from './take-back.js';
import { allCounts } from './rollout-counts.js';
import {
  heardOutAt,
  isOffline,
  type Absence,
  type BinFacts,
  type NodeFacts,
  type Target,
  type TargetBin,
  type TargetError,
} from './target.js';
import type { World } from './world.js';

export interface TargetWithFacts {
  readonly target: Target;
  readonly facts: NodeFacts;
}

/** So many fetch a new build at the same time; staging changes nothing that runs, but the lines are thin. */
export const STAGING_AT_ONCE = 500;

/** Asks those of the candidates for whom there is room. True when it changed any target. */
export function assign(
  draft: Draft,
  candidates: readonly TargetWithFacts[],
  now: number,
  { hearingSince }: Pick<World, 'hearingSince'>,
): boolean {
  const away: { before: Target; after: Target }[] = [];
  const present: TargetWithFacts[] = [];
  for (const candidate of candidates) {
    const { target, facts } = candidate;
    if (isNotKnownToBeThere(facts, draft.rollout.plan, now, hearingSince)) continue;
    const absence = absenceOf(facts, now);
    if (absence) away.push({ before: target, after: passedBy(draft, candidate, absence, now) });
    else present.push(candidate);
  }
  draft.change(away);
  // Whoever is passed by no longer bears the losses, so these may be too many for those that are left.
  if (away.length > 0 && isOverBudget(draft.rollout)) return true;
  return ask(draft, present, now) || away.length > 0;
}

function ask(draft: Draft, candidates: readonly TargetWithFacts[], now: number): boolean {
  const room = roomOf(draft.rollout);
  const isStageFirst = needsStaging(draft.rollout.plan);
  const open = openWave(draft.rollout);
  const isStageStep = currentStep(draft.rollout)?.kind === 'stage';
  let stagingLeft = STAGING_AT_ONCE - allCounts(draft.rollout).staging;
  const pairs: { before: Target; after: Target }[] = [];
  for (const { target, facts } of candidates) {
    const isSeed = facts.protocol === 'seed';
    if (isStageFirst && !isSeed && isToBeStaged(target)) {
      if (stagingLeft <= 0) continue;
      stagingLeft -= 1;
      pairs.push({ before: target, after: staging(draft, target, facts, now) });
    } else if (isStageStep) {
      // Agents of the seed's protocol can't stage; they get the new build at the switch, at a second try, too.
      pairs.push({ before: target, after: { ...target, status: 'staged', since: now, error: null } });
    } else if (target.wave <= open && (target.isDown || room.take(target.group))) {
      pairs.push({ before: target, after: assigned(draft, target, facts, now) });
    }
  }
  draft.change(pairs);
  return pairs.length > 0;
}

/** Who is to be tried again and is away is lost; all others follow as soon as they are back. */
function passedBy(draft: Draft, { target, facts }: TargetWithFacts, error: TargetError, now: number): Target {
  if (target.status === 'retrying') return settle(target, now, { status: 'failed', error });
  return {
    ...withoutStaged(draft, target, facts),
    status: 'skipped',
    since: now,
    dueAt: now + GLANCE_AT_SKIPPED_MS,
    error,
  };
}

/** Also where it was tried before in vain: nothing is activated that does not lie there whole. */
function isToBeStaged({ status, bins }: Target): boolean {
  return status === 'pending' || (status === 'retrying' && bins.every(({ asked }) => asked === 'stage'));
}

function staging(draft: Draft, target: Target, facts: NodeFacts, now: number): Target {
  const bins = target.bins.map((bin, index) => askFor(draft, target, bin, facts, index, 'stage'));
  return {
    ...target,
    bins,
    status: 'staging',
    assignedAt: now,
    since: now,
    dueAt: now + 1_000,
    error: null,
  };
}

/** The first bin; those behind it follow one by one when the one before is healthy. */
function assigned(draft: Draft, target: Target, facts: NodeFacts, now: number): Target {
  return {
    ...withNext(draft, target, facts),
    status: 'assigned',
    isDown: true,
    assignedAt: now,
    since: now,
    dueAt: now + 1_000,
    error: null,
  };
}

/** Asks for the first bin in listed order that does not run yet; at a retry that may be one that was asked before. */
export function withNext(draft: Draft, target: Target, facts: NodeFacts): Target {
  const next = target.bins.findIndex((bin, index) => {
    const known = facts.bins[index];
    return bin.asked !== 'activate' || !known || !runs(bin.digest, bin.generation, known, facts);
  });
  const bins = target.bins.map((bin, index) => {
    if (index === next) return askFor(draft, target, bin, facts, index, 'activate');
    // What a bin behind it said of the try before must not end this one.
    const known = facts.bins[index];
    const hasFailed = index > next && known !== undefined && failureOf(bin, known) !== undefined;
    return hasFailed ? askFor(draft, target, bin, facts, index, 'stage') : bin;
  });
  return { ...target, bins };
}

function askFor(
  draft: Draft,
  target: Target,
  bin: TargetBin,
  facts: NodeFacts,
  index: number,
  action: 'stage' | 'activate',
): TargetBin {
  const known = facts.bins[index];
  const expectedGeneration = known?.desiredGeneration ?? 0;
  draft.want({ nodeId: target.nodeId, binId: bin.binId, sha256: bin.digest, action, expectedGeneration });
  return {
    ...bin,
    asked: action,
    generation: expectedGeneration + 1,
    // What it runs once it was told to run the new build is no longer what it ran before.
    previous: bin.previous ?? (known && !hasChanged(bin) ? runningBefore(known, facts) : null),
  };
}

/** Asked to go back to nothing, it may still run the new build. */
function hasChanged({ asked }: TargetBin): boolean {
  return asked === 'activate' || asked === 'revert';
}

function runningBefore(known: BinFacts, { protocol }: NodeFacts): TargetBin['previous'] {
  const sha256 = known.observed?.sha256 ?? (protocol === 'seed' ? known.desiredSha256 : null);
  return sha256 === null ? null : { sha256 };
}

const ABSENCES: Readonly<Record<Absence, TargetError>> = {
  held: { code: 'NODE_HELD', message: 'It was held when its turn came.' },
  left: {
    code: 'NODE_LEFT',
    message: 'It was no longer an active node of this environment when its turn came.',
  },
  quarantined: {
    code: 'NODE_QUARANTINED',
    message: 'Two agents spoke in its name when its turn came, so its word can not be trusted.',
  },
};

/** It talked before nobody could hear it; its turn comes when it talks again, or had its time to. */
function isNotKnownToBeThere(
  facts: NodeFacts,
  { darkAfterSeconds }: ReleasePlan,
  now: number,
  hearingSince: number,
): boolean {
  if (facts.away !== null || facts.lastSeenAt === null || !isOffline(facts, now)) return false;
  return now <= heardOutAt(facts, darkAfterSeconds, hearingSince);
}

/** Why a node is passed by for now; it follows as soon as that is over. */
function absenceOf(facts: NodeFacts, now: number): TargetError | null {
  if (facts.away !== null) return ABSENCES[facts.away];
  return isOffline(facts, now)
    ? { code: 'NODE_OFFLINE', message: 'It was offline when its turn came.' }
    : null;
}
