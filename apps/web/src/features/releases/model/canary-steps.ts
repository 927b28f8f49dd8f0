import type { Strategy } from '../../../lib/api';

/** The contract holds both kinds in one shape with optional parts; here each step is one or the other. */
export type CanaryStep = { readonly setWeight: number } | { readonly pause: { readonly seconds?: number } };

type ContractStep = NonNullable<Strategy['steps']>[number];

const LADDER = [1, 5, 10, 25, 50, 75, 100] as const;

export const pauseOf = (seconds: number): CanaryStep => ({ pause: { seconds } });

/** Adds the next rung above the highest weight; at the top there is nothing to add. */
export function withNextWeight(steps: readonly CanaryStep[]): readonly CanaryStep[] {
  const highest = Math.max(0, ...steps.flatMap((step) => ('setWeight' in step ? [step.setWeight] : [])));
  const next = LADDER.find((weight) => weight > highest);
  return next === undefined ? steps : [...steps, { setWeight: next }];
}

export const fromContract = (steps: readonly ContractStep[]): readonly CanaryStep[] =>
  steps.map(({ setWeight, pause }) => {
    if (setWeight !== undefined && setWeight !== null) return { setWeight };
    return pause?.seconds ? pauseOf(pause.seconds) : { pause: {} };
  });

export const toContract = (steps: readonly CanaryStep[]): ContractStep[] =>
  steps.map((step) => ({ ...step }));
