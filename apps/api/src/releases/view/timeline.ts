import { scheduleOf, type ReleaseEvent, type Rollout, type Step } from '@release-console/rollout-core';
import type { StepDto } from '../dto/release-parts.dto.js';

export interface StepEnd {
  readonly step: number;
  readonly isSkipped: boolean;
  readonly at: Date;
}

/** The ends of steps among the events, for the timeline. */
export function stepEnds(
  events: readonly { readonly data: ReleaseEvent; readonly at: Date }[],
): readonly StepEnd[] {
  return events.flatMap(({ data, at }) =>
    data.type === 'step.completed' ? [{ step: data.step, isSkipped: data.isSkipped, at }] : [],
  );
}

/** Every step with what became of it; before deploy as it would be for the nodes counted when the plan was made. */
export function toTimeline(rollout: Rollout, ends: readonly StepEnd[]): StepDto[] {
  const steps = rollout.deployedAt === null ? plannedSteps(rollout) : rollout.steps;
  return steps.map((step, index) => ({ ...describe(step, index), ...progress(step, index, rollout, ends) }));
}

/** How many nodes have which labels is not kept with a plan, so the size of a wave that is chosen by labels is not known. */
function plannedSteps({ plan }: Rollout): readonly Step[] {
  const nobody = Array.from({ length: plan.nodeCount }, () => ({ nodeId: '', labels: {} }));
  return scheduleOf(plan.strategy, nobody).steps;
}

export function describe(
  step: Step,
  index: number,
): Omit<StepDto, 'status' | 'startedAt' | 'endedAt' | 'endsAt'> {
  return {
    index,
    kind: step.kind,
    name: step.kind === 'wave' ? (step.name ?? null) : null,
    weightPercent: step.kind === 'wave' ? step.weightPercent : null,
    nodes: step.kind === 'wave' ? step.size : null,
    seconds: 'seconds' in step ? step.seconds : null,
  };
}

type Progress = Pick<StepDto, 'status' | 'startedAt' | 'endedAt' | 'endsAt'>;

export const UPCOMING: Progress = { status: 'pending', startedAt: null, endedAt: null, endsAt: null };

function progress(step: Step, index: number, rollout: Rollout, ends: readonly StepEnd[]): Progress {
  if (rollout.deployedAt === null) return UPCOMING;
  const end = ends.find((candidate) => candidate.step === index);
  const before =
    index === 0 ? new Date(rollout.deployedAt) : ends.find((candidate) => candidate.step === index - 1)?.at;
  const startedAt = before?.toISOString() ?? null;
  if (end)
    return {
      status: end.isSkipped ? 'skipped' : 'done',
      startedAt,
      endedAt: end.at.toISOString(),
      endsAt: null,
    };
  const isActive = index === rollout.step && (rollout.status === 'deploying' || rollout.status === 'paused');
  if (!isActive) return { ...UPCOMING, startedAt: index === rollout.step ? startedAt : null };
  const seconds = 'seconds' in step && rollout.status === 'deploying' ? step.seconds : null;
  const endsAt =
    seconds !== null && rollout.stepStartedAt !== null
      ? new Date(rollout.stepStartedAt + seconds * 1000).toISOString()
      : null;
  return { status: 'active', startedAt, endedAt: null, endsAt };
}
