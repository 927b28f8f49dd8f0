import type { Check } from '../../../lib/api';

/** What nodes and programs tell. */
export const MEASURED_KINDS = [
  'errors',
  'latency',
  'memory',
  'errors_limit',
  'latency_limit',
  'memory_limit',
] as const satisfies readonly Check['kind'][];

/** What systems outside are asked. */
export const ASKED_KINDS = ['promql', 'alerts'] as const satisfies readonly Check['kind'][];

export const CHECK_KINDS: readonly Check['kind'][] = [...MEASURED_KINDS, ...ASKED_KINDS];

export type MeasuredKind = (typeof MEASURED_KINDS)[number];
export type MeasuredCheck = Check & { readonly kind: MeasuredKind };

export const isMeasured = (check: Check): check is MeasuredCheck =>
  (MEASURED_KINDS as readonly string[]).includes(check.kind);

export const PERCENTILES = [50, 95, 99] as const;

/** What the server looks at where a plan does not say. */
export const USUAL_CHECKS: readonly Check[] = [
  { kind: 'errors', minIncrease: 0.0025, isShadow: false },
  ...PERCENTILES.map(
    (percentile) => ({ kind: 'latency', percentile, minIncrease: 0.05, isShadow: false }) as const,
  ),
];

/** A new check of a kind, with what is sensible for most. */
export function newCheck(kind: Check['kind'], isShadow = false): Check {
  switch (kind) {
    case 'errors':
      return { kind, minIncrease: 0.0025, isShadow };
    case 'latency':
      return { kind, percentile: 99, minIncrease: 0.05, isShadow };
    case 'memory':
      return { kind, minIncrease: 0.5, isShadow };
    case 'errors_limit':
      return { kind, max: 0.01, isShadow };
    case 'latency_limit':
      return { kind, percentile: 99, max: 1, isShadow };
    case 'memory_limit':
      return { kind, max: 1_000_000_000, isShadow };
    case 'promql':
      return { kind, name: '', query: '', max: 0, isShadow };
    case 'alerts':
      return { kind, matchers: '', isShadow };
  }
}

/** How a form shows the number of a check: which of its fields, in which unit. */
export interface CheckNumber {
  readonly field: 'minIncrease' | 'max';
  readonly label: 'wizard.increase' | 'wizard.points' | 'wizard.maxPercent' | 'wizard.maxMs' | 'wizard.maxMb';
  /** What is shown is this many times what is kept. */
  readonly factor: number;
}

export const CHECK_NUMBERS: Readonly<Record<MeasuredKind, CheckNumber>> = {
  errors: { field: 'minIncrease', label: 'wizard.points', factor: 100 },
  latency: { field: 'minIncrease', label: 'wizard.increase', factor: 100 },
  memory: { field: 'minIncrease', label: 'wizard.increase', factor: 100 },
  errors_limit: { field: 'max', label: 'wizard.maxPercent', factor: 100 },
  latency_limit: { field: 'max', label: 'wizard.maxMs', factor: 1_000 },
  memory_limit: { field: 'max', label: 'wizard.maxMb', factor: 0.000_001 },
};

export const shownNumber = (check: MeasuredCheck): number => {
  const { field, factor } = CHECK_NUMBERS[check.kind];
  return Number(((check[field] ?? 0) * factor).toPrecision(6));
};

export const withNumber = (check: MeasuredCheck, shown: number): Check => {
  const { field, factor } = CHECK_NUMBERS[check.kind];
  return { ...check, [field]: Number((shown / factor).toPrecision(6)) };
};

export const areUsual = (checks: readonly Check[]): boolean => textOf(checks) === textOf(USUAL_CHECKS);

/** One must have a say, and a limit of nothing allows nothing. */
export const areChecksSound = (checks: readonly Check[]): boolean =>
  checks.some(({ isShadow }) => isShadow !== true) &&
  checks.every((check) => {
    if (!isMeasured(check)) return isAskedSound(check);
    const value = check[CHECK_NUMBERS[check.kind].field] ?? 0;
    if (check.kind.endsWith('_limit')) return value > 0 && (check.kind !== 'errors_limit' || value < 1);
    return value >= 0;
  });

const isAskedSound = ({ kind, query = '', matchers = '' }: Check): boolean =>
  (kind === 'promql' ? query : matchers).trim() !== '';

export const BOUNDS = ['max', 'min', 'minIncrease'] as const;
export type Bound = (typeof BOUNDS)[number];

/** Which of them says when the value is bad. */
export const boundOf = (check: Check): Bound => BOUNDS.find((bound) => check[bound] !== undefined) ?? 'max';

export const withBound = (
  { max: _, min: __, minIncrease: ___, ...rest }: Check,
  bound: Bound,
  value: number,
): Check => ({
  ...rest,
  [bound]: value,
});

/** In signs that need no language. */
export const askedText = (check: Check): string => {
  if (check.kind === 'alerts') return check.matchers ?? '';
  const [bound, name] = [boundOf(check), check.name || check.query || ''];
  const value = check[bound] ?? 0;
  if (bound === 'minIncrease') return `${name} ≤ +${Number((value * 100).toPrecision(6))} %`;
  return `${name} ${bound === 'max' ? '≤' : '≥'} ${value}`;
};

const textOf = (checks: readonly Check[]): string =>
  JSON.stringify(
    checks.map(({ kind, percentile = null, minIncrease = null, max = null, isShadow = false, ...asked }) => [
      kind,
      percentile,
      minIncrease,
      max,
      isShadow,
      asked.query ?? asked.matchers ?? null,
    ]),
  );
