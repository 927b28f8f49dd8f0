import type { CanaryStep } from '../../../lib/api';

const LADDER = [1, 5, 10, 25, 50, 75, 100] as const;

export const pauseOf = (seconds: number): CanaryStep => ({ pause: { seconds } });

/** Adds the next rung above the highest weight; at the top there is nothing to add. */
export function withNextWeight(steps: readonly CanaryStep[]): readonly CanaryStep[] {
  const highest = Math.max(0, ...steps.flatMap((step) => ('setWeight' in step ? [step.setWeight] : [])));
  const next = LADDER.find((weight) => weight > highest);
  return next === undefined ? steps : [...steps, { setWeight: next }];
}
