import type { AlertCondition, AlertRule, AlertRuleInput, Severity } from '../../../lib/api';
import { figureUnit } from './figure-units';

export const FOR_UNITS = { second: 1, minute: 60, hour: 3_600 } as const;
export type ForUnit = keyof typeof FOR_UNITS;

const LONGEST_FOR_SECONDS = 86_400;
const LONGEST_WINDOW_MINUTES = 60;

/** What stands in the form; numbers as they are typed. */
export interface RuleValues {
  readonly name: string;
  readonly severity: Severity;
  readonly isEnabled: boolean;
  readonly projectId: string;
  readonly environmentId: string;
  readonly bin: string;
  readonly kind: AlertCondition['kind'];
  readonly states: readonly string[];
  readonly state: string;
  readonly atLeast: string;
  readonly figure: string;
  readonly comparison: string;
  readonly threshold: number | '';
  readonly windowMinutes: number | '';
  readonly minRequests: number | '';
  readonly forCount: number | '';
  readonly forUnit: ForUnit;
}

export const EMPTY_RULE: RuleValues = {
  name: '',
  severity: 'warning',
  isEnabled: true,
  projectId: '',
  environmentId: '',
  bin: '',
  kind: 'release',
  states: ['paused'],
  state: 'offline',
  atLeast: '10%',
  figure: 'errorRate',
  comparison: 'above',
  threshold: 5,
  windowMinutes: 5,
  minRequests: '',
  forCount: 5,
  forUnit: 'minute',
};

export type RuleFault =
  'name' | 'projectId' | 'states' | 'atLeast' | 'threshold' | 'windowSeconds' | 'forSeconds';

export function ruleValues({ condition, ...rule }: AlertRule): RuleValues {
  return {
    ...EMPTY_RULE,
    name: rule.name,
    severity: rule.severity,
    isEnabled: rule.isEnabled,
    projectId: rule.project.id,
    environmentId: rule.environment?.id ?? '',
    bin: rule.bin ?? '',
    ...conditionValues(condition),
  };
}

export function conditionValues(condition: AlertCondition): Partial<RuleValues> {
  const { kind, states, state, atLeast, figure, comparison, threshold, windowSeconds, minRequests } =
    condition;
  return {
    kind,
    ...spanValues(condition.forSeconds),
    ...(states ? { states } : {}),
    ...(state ? { state } : {}),
    ...(atLeast === undefined ? {} : { atLeast: String(atLeast) }),
    ...(figure ? { figure } : {}),
    ...(comparison ? { comparison } : {}),
    ...(threshold === undefined || !figure
      ? {}
      : { threshold: Number((threshold / figureUnit(figure).factor).toPrecision(12)) }),
    ...(windowSeconds === undefined ? {} : { windowMinutes: windowSeconds / 60 }),
    ...(minRequests === undefined ? {} : { minRequests }),
  };
}

export function ruleFaults(values: RuleValues): readonly RuleFault[] {
  const { kind, forCount, forUnit, windowMinutes } = values;
  const faults: (RuleFault | false)[] = [
    values.name.trim() === '' && 'name',
    values.projectId === '' && 'projectId',
    kind === 'release' && values.states.length === 0 && 'states',
    kind === 'nodes' && !/^(([1-9]\d{0,5})|([1-9]\d?|100)%)$/.test(values.atLeast.trim()) && 'atLeast',
    kind === 'metric' && values.threshold === '' && 'threshold',
    kind === 'metric' && !isWhole(windowMinutes, 1, LONGEST_WINDOW_MINUTES) && 'windowSeconds',
    !isWhole(forCount, 0, LONGEST_FOR_SECONDS / FOR_UNITS[forUnit]) && 'forSeconds',
  ];
  return faults.filter((fault) => fault !== false);
}

/** Only of values without a fault. */
export function ruleRequest(values: RuleValues): AlertRuleInput {
  const { projectId, environmentId, bin, severity, isEnabled, kind } = values;
  return {
    projectId,
    environmentId: environmentId || null,
    bin: kind === 'nodes' ? null : bin || null,
    name: values.name.trim(),
    severity,
    isEnabled,
    condition: {
      ...conditionRequest(values),
      forSeconds: Number(values.forCount) * FOR_UNITS[values.forUnit],
    },
  };
}

export const takesRequests = (figure: string): boolean =>
  figure === 'errorRate' || figure.startsWith('latency');

function conditionRequest(values: RuleValues): Omit<AlertCondition, 'forSeconds'> {
  const { kind, figure, minRequests } = values;
  // The form offers only words of the contract; what else stands there, the server refuses by its field.
  if (kind === 'release') return { kind, states: values.states as NonNullable<AlertCondition['states']> };
  if (kind === 'nodes')
    return {
      kind,
      state: values.state as NonNullable<AlertCondition['state']>,
      atLeast: values.atLeast.includes('%') ? values.atLeast.trim() : Number(values.atLeast),
    };
  return {
    kind,
    figure: figure as NonNullable<AlertCondition['figure']>,
    comparison: values.comparison as NonNullable<AlertCondition['comparison']>,
    threshold: Number((Number(values.threshold) * figureUnit(figure).factor).toPrecision(12)),
    windowSeconds: Number(values.windowMinutes) * 60,
    ...(minRequests === '' || !takesRequests(figure) ? {} : { minRequests }),
  };
}

function spanValues(seconds: number): Pick<RuleValues, 'forCount' | 'forUnit'> {
  const forUnit = seconds === 0 || seconds % 60 > 0 ? 'second' : seconds % 3_600 > 0 ? 'minute' : 'hour';
  return { forCount: seconds / FOR_UNITS[forUnit], forUnit };
}

function isWhole(value: number | '', least: number, most: number): boolean {
  return value !== '' && Number.isInteger(value) && value >= least && value <= most;
}
