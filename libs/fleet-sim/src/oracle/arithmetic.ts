import type { Amount, DeclaredPlan, DeclaredStrategy } from '../words.js';

/** One entry of a plan's timeline, worked out from what people wrote. */
export type OwnStep =
  | {
      readonly kind: 'wave';
      readonly wave: number;
      /** How many, or exactly who. */
      readonly members: number | ReadonlySet<string>;
    }
  | { readonly kind: 'pause'; readonly seconds: number | null }
  | { readonly kind: 'analysis' }
  | { readonly kind: 'stage' };

/** All others only wait, so nothing that holds nodes holds them. */
export function touchesNodes({ kind }: OwnStep): boolean {
  return kind === 'wave' || kind === 'stage';
}

/** A node with the wave that the console put it in; of which of them a share consists only the console can say. */
export interface PlacedNode {
  readonly nodeId: string;
  readonly pop: string;
  readonly wave: number;
}

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;

/** Percentages round down; a cap never falls below one node. */
export function capOf(amount: Amount, whole: number): number {
  const count = Math.min(shareOf(amount, whole), whole);
  return count < 1 ? 1 : count;
}

/** More lost than the budget allows, compared without rounding. */
export function isTooMany(lost: number, asked: number, budget: Amount): boolean {
  if (lost === 0) return false;
  return typeof budget === 'number' ? lost > budget : lost * 100 > Number.parseInt(budget, 10) * asked;
}

/** As many nodes as were there when it was made, and what it may grow by. */
export function mostNodesOf({ nodeGrowth }: DeclaredPlan, count: number): number {
  return count + shareOf(nodeGrowth, count);
}

export function isWithinHours(hours: DeclaredPlan['hours'], now: number): boolean {
  if (hours === null) return true;
  const minute = Math.floor(now / MINUTE_MS) % MINUTES_PER_DAY;
  const [isPastStart, isBeforeEnd] = [minute >= hours.fromMinute, minute < hours.toMinute];
  return hours.fromMinute < hours.toMinute ? isPastStart && isBeforeEnd : isPastStart || isBeforeEnd;
}

export function ownSteps({ strategy }: DeclaredPlan, nodes: readonly PlacedNode[]): readonly OwnStep[] {
  const timeline = new Timeline(nodes);
  if (strategy.type === 'blue-green') {
    timeline.stage();
    if (!strategy.isAutomatic) timeline.pause(null);
    timeline.wave(nodes.length);
    if (strategy.rollbackWindowSeconds > 0) timeline.pause(strategy.rollbackWindowSeconds);
  } else if (strategy.type === 'canary') {
    let weight = 0;
    for (const step of strategy.steps) {
      if ('pause' in step) timeline.pause(step.pause.seconds);
      else if ('analysis' in step) timeline.analysis();
      else if ('select' in step) timeline.select(step.select.pop);
      else timeline.upTo((weight = step.setWeight));
    }
    if (weight < 100) timeline.upTo(100);
  } else addRolling(timeline, strategy, nodes.length);
  return timeline.steps;
}

function addRolling(
  timeline: Timeline,
  { batch, waves, pause, analysis }: Extract<DeclaredStrategy, { type: 'rolling' }>,
  count: number,
): void {
  const size = capOf(batch ?? 0, count);
  const adds = waves.map(
    ({ labels }) =>
      () =>
        timeline.select(labels.pop),
  );
  if (batch === null) adds.push(() => timeline.rest());
  else for (let left = count; left > 0; left -= size) adds.push(() => timeline.upToCount(size));
  adds.forEach((add, index) => {
    if (analysis && index > 0) timeline.analysis();
    if (pause && index > 0) timeline.pause(pause.seconds);
    add();
  });
  timeline.dropLastWaits();
}

class Timeline {
  readonly steps: OwnStep[] = [];
  private waves = 0;
  private reached = 0;

  constructor(private readonly nodes: readonly PlacedNode[]) {}

  dropLastWaits(): void {
    for (let last = this.steps.at(-1); last && !touchesNodes(last); last = this.steps.at(-1))
      this.steps.pop();
  }

  stage(): void {
    this.steps.push({ kind: 'stage' });
  }

  pause(seconds: number | null): void {
    this.steps.push({ kind: 'pause', seconds });
  }

  analysis(): void {
    this.steps.push({ kind: 'analysis' });
  }

  wave(members: number | ReadonlySet<string>): void {
    this.steps.push({ kind: 'wave', wave: this.waves, members });
    this.reached += typeof members === 'number' ? members : members.size;
    this.waves += 1;
  }

  /** A share of all, of which some are in already. */
  upTo(weight: number): void {
    const { length } = this.nodes;
    this.wave(Math.max(0, Math.max(1, Math.floor((length * weight) / 100)) - this.reached));
  }

  upToCount(size: number): void {
    this.wave(Math.min(size, this.nodes.length - this.reached));
  }

  /** All of these that are in no wave before. */
  select(pops: readonly string[]): void {
    const members = this.nodes.filter(({ pop, wave }) => wave >= this.waves && pops.includes(pop));
    this.wave(new Set(members.map(({ nodeId }) => nodeId)));
  }

  /** Who is left, if anybody is. */
  rest(): void {
    const members = this.nodes.filter(({ wave }) => wave >= this.waves);
    if (members.length > 0) this.wave(new Set(members.map(({ nodeId }) => nodeId)));
  }
}

function shareOf(amount: Amount, whole: number): number {
  return typeof amount === 'number' ? amount : Math.floor((Number.parseInt(amount, 10) * whole) / 100);
}
