import { countOf } from '../amount.js';
import { STAGING_AT_ONCE } from '../assign.js';
import type { Openings } from '../calendar/index.js';
import { needsStaging, type ReleasePlan } from '../plan.js';
import { touchesNodes, type Step } from '../strategies/index.js';
import type { Target } from '../target.js';
import type { WavePlan } from '../waves.js';
import { workOf, type NodePace, type NodeWork } from './node-pace.js';
import { spreadOf, type Mode, type Spread } from './spread.js';

/** Seconds since the deploy. */
export interface ExpectedSeconds {
  readonly likely: number;
  /** As on a slow day; never less than `likely`. */
  readonly slow: number;
}

export interface ExpectedStep {
  /** Null where hours or freezes keep it closed for longer than anybody can see. */
  readonly begins: ExpectedSeconds | null;
  readonly ends: ExpectedSeconds | null;
  /** Waits for a person that come before it; how long these take is in no figure. */
  readonly peopleBefore: number;
}

export interface ExpectedTimes {
  /** In the order of the plan's steps. */
  readonly steps: readonly ExpectedStep[];
  readonly end: ExpectedSeconds | null;
  readonly waitsForPeople: number;
  /** So much of the likely end is waiting until hours and freezes let the next wave begin. */
  readonly closedSeconds: number;
  /** True where such a wait may come after one for a person: its length can't be known, so it is in no figure. */
  readonly leavesOutClosed: boolean;
}

export interface Expecting {
  readonly plan: ReleasePlan;
  readonly waves: Pick<WavePlan, 'steps' | 'targets' | 'groupSizes'>;
  /** At least one; those known stand for all. */
  readonly pace: readonly NodePace[];
  /** Null: it may begin at any time. */
  readonly openings: Openings | null;
  /** When it would be deployed, in milliseconds since 1970. */
  readonly now: number;
}

/** When each step would begin and end if nothing went wrong, nobody was offline, and it was deployed now. */
export function expectedTimes(expecting: Expecting): ExpectedTimes {
  const likely = walk(expecting, 'likely');
  const slow = walk(expecting, 'slow');
  const both = (a: number | null, b: number | null = null): ExpectedSeconds | null =>
    a === null || b === null ? null : { likely: a, slow: b };
  return {
    steps: likely.moments.map(({ begins, ends, peopleBefore }, index) => ({
      begins: both(begins, slow.moments[index]?.begins),
      ends: both(ends, slow.moments[index]?.ends),
      peopleBefore,
    })),
    end: both(likely.end, slow.end),
    waitsForPeople: likely.people,
    closedSeconds: likely.closed,
    leavesOutClosed: likely.leavesOutClosed,
  };
}

interface Moment {
  readonly begins: number | null;
  readonly ends: number | null;
  readonly peopleBefore: number;
}

interface Walk {
  readonly moments: readonly Moment[];
  readonly end: number | null;
  readonly people: number;
  readonly closed: number;
  readonly leavesOutClosed: boolean;
}

function walk(expecting: Expecting, mode: Mode): Walk {
  const { waves, openings, now } = expecting;
  const lengthOf = lengths(expecting, mode);
  const moments: Moment[] = [];
  let at: number | null = 0;
  let [people, closed, leavesOutClosed] = [0, 0, false];
  for (const step of waves.steps) {
    const before: number | null = at;
    if (touchesNodes(step) && openings && before !== null) {
      if (people === 0) at = secondsUntil(openings, now, before);
      else leavesOutClosed = true;
    }
    if (at !== null && before !== null) closed += at - before;
    const ends: number | null = at === null ? null : at + lengthOf(step);
    moments.push({ begins: at, ends, peopleBefore: people });
    at = ends;
    if (isForPeople(step)) people += 1;
  }
  return { moments, end: at, people, closed, leavesOutClosed };
}

function secondsUntil(openings: Openings, now: number, after: number): number | null {
  const asked = now + after * 1000;
  const open = openings(asked);
  if (open === null) return null;
  // Counted back, it would differ by a breath.
  return open === asked ? after : (open - now) / 1000;
}

function isForPeople(step: Step): boolean {
  return step.kind === 'pause' && step.seconds === null;
}

/** How long each step takes from its beginning, in seconds; what waits for a person counts nothing. */
function lengths(expecting: Expecting, mode: Mode): (step: Step) => number {
  const { plan, pace, waves } = expecting;
  const work = workOf(plan, pace);
  const spread = (figureOf: (node: NodeWork) => number): Spread => spreadOf(work.map(figureOf), mode);
  const staging = spread(({ stageSeconds }) => stageSeconds);
  const running = spread(({ runSeconds }) => runSeconds);
  const both = spread(({ stageSeconds, runSeconds }) => stageSeconds + runSeconds);
  const isStagedBefore = waves.steps.some(({ kind }) => kind === 'stage');
  const isStagedInWaves = needsStaging(plan) && !isStagedBefore;
  const roundsOf = roundsPerWave(expecting);
  const total = waves.targets.length;
  return (step) => {
    switch (step.kind) {
      case 'pause':
        return step.seconds ?? 0;
      case 'analysis':
        return step.seconds + (mode === 'slow' ? step.waitSeconds : 0);
      case 'stage':
        return inRounds(total, stageRounds(total), staging, staging);
      case 'wave': {
        const rounds = roundsOf(step.wave);
        if (!isStagedInWaves) return inRounds(step.size, rounds, running, running);
        return Math.max(
          inRounds(step.size, rounds, running, both),
          inRounds(step.size, stageRounds(step.size), staging, both),
        );
      }
    }
  };
}

/** All rounds but the last take what is usual; the slowest of all the nodes is taken to be in the last. */
function inRounds(size: number, rounds: number, each: Spread, last: Spread): number {
  return size === 0 ? 0 : (rounds - 1) * each.each + last.lastOf(size);
}

function stageRounds(size: number): number {
  return Math.ceil(size / STAGING_AT_ONCE);
}

/** How many turns each wave needs with the room that there is, over all and in the fullest of its groups. */
function roundsPerWave({ plan, waves }: Expecting): (wave: number) => number {
  const { targets, groupSizes } = waves;
  const perGroup = plan.maxUnavailablePerGroup;
  const room = countOf(plan.maxUnavailable, targets.length, 1);
  const sizes = sizesOf(targets);
  return (wave) => {
    const groups = [...(sizes.get(wave) ?? [])];
    const size = groups.reduce((sum, [, count]) => sum + count, 0);
    const inGroups = groups.map(([group, count]) =>
      perGroup ? Math.ceil(count / countOf(perGroup.max, groupSizes[group] ?? 0, 1)) : 1,
    );
    return Math.max(Math.ceil(size / room), ...inGroups);
  };
}

/** Nodes by wave and group. */
function sizesOf(targets: readonly Pick<Target, 'wave' | 'group'>[]): Map<number, Map<string, number>> {
  const sizes = new Map<number, Map<string, number>>();
  for (const { wave, group } of targets) {
    const inWave = sizes.get(wave) ?? new Map<string, number>();
    inWave.set(group, (inWave.get(group) ?? 0) + 1);
    sizes.set(wave, inWave);
  }
  return sizes;
}
