/** A span of time in equal steps; each value belongs to the step that it begins with. */
export interface TimeAxis {
  readonly fromMs: number;
  /** The end of the last step. */
  readonly toMs: number;
  readonly stepMs: number;
  /** What is later is not all there yet. */
  readonly knownUntilMs: number;
}

export function stepTimes({ fromMs, toMs, stepMs }: TimeAxis): readonly number[] {
  const count = Math.max(1, Math.round((toMs - fromMs) / stepMs));
  return Array.from({ length: count }, (_, step) => fromMs + step * stepMs);
}

/** The step that a moment is nearest to the begin of. */
export function nearestStep({ fromMs, toMs, stepMs }: TimeAxis, atMs: number): number {
  const last = Math.max(0, Math.round((toMs - fromMs) / stepMs) - 1);
  return Math.min(last, Math.max(0, Math.round((atMs - fromMs) / stepMs)));
}

/** When the step begins that a moment lies in. */
export function stepBegin({ fromMs, stepMs }: Pick<TimeAxis, 'fromMs' | 'stepMs'>, atMs: number): number {
  return fromMs + Math.floor((atMs - fromMs) / stepMs) * stepMs;
}

/** The last step that is whole: where "now" is read. */
export function lastKnownStep(axis: TimeAxis): number {
  const ended = Math.floor((axis.knownUntilMs - axis.fromMs) / axis.stepMs) - 1;
  return Math.min(stepTimes(axis).length - 1, Math.max(0, ended));
}

/** Where a moment stands between the begin and the end, from 0 to 1. */
export function placeOf({ fromMs, toMs }: TimeAxis, atMs: number): number {
  return (atMs - fromMs) / Math.max(1, toMs - fromMs);
}

export interface Sample {
  readonly atMs: number;
  readonly value: number | null;
}

/** One value per step; null where nobody told any, so that nothing is drawn there. */
export function onSteps(axis: TimeAxis, samples: readonly Sample[]): readonly (number | null)[] {
  const values: (number | null)[] = stepTimes(axis).map(() => null);
  for (const { atMs, value } of samples) {
    const step = Math.floor((atMs - axis.fromMs) / axis.stepMs);
    if (step >= 0 && step < values.length) values[step] = value;
  }
  return values;
}

/** Steps with a value between two without: a line would not show them. */
export function loneSteps(values: readonly (number | null)[]): ReadonlySet<number> {
  const isGap = (step: number): boolean => (values[step] ?? null) === null;
  return new Set(
    values.flatMap((value, step) => (value !== null && isGap(step - 1) && isGap(step + 1) ? [step] : [])),
  );
}
