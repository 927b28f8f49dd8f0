import { countOf } from './amount.js';
import { weeklyFaults } from './calendar/index.js';
import type { AnalysisTimes, CanaryStep, ReleasePlan, RollingStrategy, Strategy } from './plan.js';

export interface PlanFault {
  /** Path in the release draft, for example `strategy.steps[1]`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export const MAX_WAVES = 500;
const DAY_SECONDS = 86_400;

/** Every fault of a plan's rules; an empty list means that the engine can carry it out. */
export function planFaults(plan: ReleasePlan): readonly PlanFault[] {
  return [
    ...binFaults(plan.bins),
    ...strategyFaults(plan.strategy),
    ...judgeFaults(plan),
    ...limitFaults(plan),
    ...hoursFaults(plan.hours),
  ];
}

function hoursFaults(hours: ReleasePlan['hours']): PlanFault[] {
  return hours === null
    ? []
    : weeklyFaults(hours).map(({ path, message }) => fault(`hours.${path}`, 'hours', message));
}

/** Order is the order of activation, so each bin has one place in it. */
function binFaults(bins: ReleasePlan['bins']): PlanFault[] {
  const seen = new Set<string>();
  return bins.flatMap(({ binId, bin }, index) => {
    if (seen.has(binId))
      return [fault(`bins[${index}]`, 'bin_twice', `${bin} is named twice; each bin has one place.`)];
    seen.add(binId);
    return [];
  });
}

function strategyFaults(strategy: Strategy): PlanFault[] {
  switch (strategy.type) {
    case 'rolling':
      return rollingFaults(strategy);
    case 'canary':
      return stepFaults(strategy.steps);
    case 'blue-green': {
      const faults: PlanFault[] = [];
      range(faults, 'strategy.rollbackWindowSeconds', strategy.rollbackWindowSeconds, 0, 7 * DAY_SECONDS);
      return faults;
    }
  }
}

/** A step that is judged by nothing would wait for ever. */
function judgeFaults({ strategy, checks = [] }: ReleasePlan): PlanFault[] {
  const isJudged =
    strategy.type === 'canary'
      ? strategy.steps.some((step) => 'analysis' in step)
      : strategy.type === 'rolling' && strategy.analysis !== undefined;
  if (!isJudged || checks.some(({ isShadow }) => !isShadow)) return [];
  return [fault('checks', 'no_check', 'An analysis needs at least one check that may decide.')];
}

function rollingFaults({ batch, waves, pause, analysis }: RollingStrategy): PlanFault[] {
  const faults: PlanFault[] = [];
  if ((batch === null) === (waves.length === 0)) {
    faults.push(
      fault('strategy.batch', 'one_of', 'Give either the size of a batch or the waves by their labels.'),
    );
  }
  if (batch !== null && isNothing(batch))
    faults.push(fault('strategy.batch', 'batch_empty', 'A batch needs at least one node.'));
  waves.forEach(({ labels }, index) => {
    if (Object.keys(labels).length === 0)
      faults.push(
        fault(
          `strategy.waves[${index}]`,
          'no_label',
          'Name at least one label; the rest comes last by itself.',
        ),
      );
  });
  if (pause && pause.seconds !== null && !isWhole(pause.seconds, 1, 7 * DAY_SECONDS))
    faults.push(fault('strategy.pause', 'pause_range', PAUSE_RANGE));
  if (analysis) faults.push(...analysisFaults('strategy.analysis', analysis));
  return faults;
}

function analysisFaults(field: string, { seconds, waitSeconds }: AnalysisTimes): PlanFault[] {
  const faults: PlanFault[] = [];
  range(faults, `${field}.seconds`, seconds, SHORTEST_ANALYSIS_SECONDS, 7 * DAY_SECONDS);
  range(faults, `${field}.waitSeconds`, waitSeconds, 0, 7 * DAY_SECONDS);
  return faults;
}

/** A few windows are there before anything can be said. */
const SHORTEST_ANALYSIS_SECONDS = 30;

const PAUSE_RANGE = 'A pause lasts from 1 second to 7 days, or until somebody promotes.';

function stepFaults(steps: readonly CanaryStep[]): PlanFault[] {
  const faults: PlanFault[] = [];
  let weight = 0;
  let widens = false;
  steps.forEach((step, index) => {
    const field = `strategy.steps[${index}]`;
    if ('pause' in step) {
      if (index === 0)
        faults.push(fault(field, 'pause_first', 'A pause before the first weight waits for nothing.'));
      const { seconds } = step.pause;
      if (seconds !== null && !isWhole(seconds, 1, 7 * DAY_SECONDS)) {
        faults.push(fault(field, 'pause_range', PAUSE_RANGE));
      }
      return;
    }
    if ('analysis' in step) {
      if (!widens)
        faults.push(fault(field, 'analysis_first', 'Before the first weight there is nothing to judge.'));
      faults.push(...analysisFaults(`${field}.analysis`, step.analysis));
      return;
    }
    if ('select' in step) {
      widens = true;
      if (Object.keys(step.select).length === 0)
        faults.push(fault(field, 'no_label', 'Name at least one label of the nodes to add.'));
      return;
    }
    widens = true;
    if (!isWhole(step.setWeight, 1, 100))
      faults.push(fault(field, 'weight_range', 'A weight is a whole number from 1 to 100.'));
    if (step.setWeight <= weight)
      faults.push(fault(field, 'weight_order', 'Each weight must be larger than the one before.'));
    weight = step.setWeight;
  });
  if (!widens)
    faults.push(fault('strategy.steps', 'no_weight', 'A canary needs at least one step that adds nodes.'));
  if (steps.length > 50) faults.push(fault('strategy.steps', 'too_many', 'A canary has at most 50 steps.'));
  return faults;
}

function limitFaults(plan: ReleasePlan): PlanFault[] {
  const faults: PlanFault[] = [];
  if (isNothing(plan.maxUnavailable))
    faults.push(fault('maxUnavailable', 'nothing_moves', 'With 0 nothing could ever be updated.'));
  if (plan.maxUnavailablePerGroup && isNothing(plan.maxUnavailablePerGroup.max)) {
    faults.push(
      fault('maxUnavailablePerGroup.max', 'nothing_moves', 'With 0 nothing could ever be updated.'),
    );
  }
  range(faults, 'minReadySeconds', plan.minReadySeconds, 0, DAY_SECONDS);
  range(faults, 'nodeDeadlineSeconds', plan.nodeDeadlineSeconds, 1, 7 * DAY_SECONDS);
  range(faults, 'darkAfterSeconds', plan.darkAfterSeconds, 1, 7 * DAY_SECONDS);
  range(faults, 'rollbackDeadlineSeconds', plan.rollbackDeadlineSeconds, 1, 7 * DAY_SECONDS);
  if (plan.minReadySeconds >= plan.nodeDeadlineSeconds) {
    faults.push(
      fault(
        'nodeDeadlineSeconds',
        'before_ready',
        'The deadline of a node must be later than minReadySeconds.',
      ),
    );
  }
  if (plan.strategy.type === 'rolling' && plan.strategy.batch !== null && plan.nodeCount > 0) {
    const size = countOf(plan.strategy.batch, plan.nodeCount, 1);
    if (Math.ceil(plan.nodeCount / size) > MAX_WAVES) {
      faults.push(
        fault(
          'strategy.batch',
          'too_many_waves',
          `That makes more than ${MAX_WAVES} waves; use larger batches and maxUnavailable.`,
        ),
      );
    }
  }
  return faults;
}

function range(faults: PlanFault[], field: string, value: number, min: number, max: number): void {
  if (!isWhole(value, min, max))
    faults.push(fault(field, 'range', `Must be a whole number from ${min} to ${max}.`));
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function isNothing(amount: ReleasePlan['maxUnavailable']): boolean {
  return amount === 0 || amount === '0%';
}

function fault(field: string, code: string, message: string): PlanFault {
  return { field, code, message };
}
