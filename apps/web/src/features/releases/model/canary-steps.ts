import type { Strategy } from '../../../lib/api';

/** The contract holds all kinds in one shape with optional parts; here each step is one of them. */
export type CanaryStep =
  | { readonly setWeight: number }
  | { readonly pause: { readonly seconds?: number } }
  | { readonly analysis: AnalysisTimes };

export interface AnalysisTimes {
  readonly seconds: number;
  /** As long again when absent. */
  readonly waitSeconds?: number;
}

type ContractStep = NonNullable<Strategy['steps']>[number];

const LADDER = [1, 5, 10, 25, 50, 75, 100] as const;

export const pauseOf = (seconds: number): CanaryStep => ({ pause: { seconds } });

/** Judged before the last widening: once everybody runs it there is nobody to compare with. */
export function withAnalysis(steps: readonly CanaryStep[], seconds: number): readonly CanaryStep[] {
  const last = steps.at(-1);
  const isWhole = last !== undefined && 'setWeight' in last && last.setWeight === 100 && steps.length > 1;
  return isWhole ? [...steps.slice(0, -1), analysisOf(seconds), last] : [...steps, analysisOf(seconds)];
}

/** What is missing is waited for as long again. */
export const analysisOf = (seconds: number): CanaryStep => ({ analysis: { seconds } });

/** How long it waits for what is missing stays as it was given. */
export const lasting = (analysis: AnalysisTimes, seconds: number): CanaryStep => ({
  analysis: { ...analysis, seconds },
});

/** Adds the next rung above the highest weight; at the top there is nothing to add. */
export function withNextWeight(steps: readonly CanaryStep[]): readonly CanaryStep[] {
  const highest = Math.max(0, ...steps.flatMap((step) => ('setWeight' in step ? [step.setWeight] : [])));
  const next = LADDER.find((weight) => weight > highest);
  return next === undefined ? steps : [...steps, { setWeight: next }];
}

export const fromContract = (steps: readonly ContractStep[]): readonly CanaryStep[] =>
  steps.map(({ setWeight, pause, analysis }) => {
    if (setWeight !== undefined && setWeight !== null) return { setWeight };
    if (analysis) return { analysis };
    return pause?.seconds ? pauseOf(pause.seconds) : { pause: {} };
  });

export const toContract = (steps: readonly CanaryStep[]): ContractStep[] =>
  steps.map((step) => ({ ...step }));
