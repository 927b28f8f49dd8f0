import type { Amount, Check, ReleasePlan, Strategy, WeeklyHours } from '../../../lib/api';
import { fromContract, toContract, type AnalysisTimes, type CanaryStep } from './canary-steps';
import { areChecksSound, areUsual, USUAL_CHECKS } from './checks';
import { areWavesSound, fromContractWaves, toContractWaves, type NamedWave } from './named-waves';

const RULES = [
  'strategy',
  'maxUnavailable',
  'maxUnavailablePerGroup',
  'minReadySeconds',
  'nodeDeadlineSeconds',
  'darkAfterSeconds',
  'failureThreshold',
  'onFailure',
  'rollbackDeadlineSeconds',
  'nodeGrowth',
  'hours',
  'lateJoiners',
  'checks',
] as const satisfies readonly (keyof ReleasePlan)[];

/** How a release goes out and when it stops: what of a plan does not depend on what goes where. */
export type Rules = Pick<ReleasePlan, (typeof RULES)[number]>;

/** The rules as a form holds them; of a release and of a template alike. */
export interface RulesState {
  /** `kept`: a strategy that this form has no fields for, sent back as it came. */
  readonly strategyType: 'rolling' | 'canary' | 'blue-green' | 'kept';
  readonly mode: 'swap' | 'side-by-side';
  readonly autoSwitch: boolean;
  readonly rollbackWindowSeconds: number;
  /** The rules that are edited, so that what the form does not show stays as it was. */
  readonly original: Rules | null;
  readonly batch: string;
  /** rolling: batches of a size, or waves by labels in order. */
  readonly rollingBy: 'size' | 'labels';
  readonly waves: readonly NamedWave[];
  /** rolling, between waves: none, until a person goes on, or seconds. */
  readonly wait: 'none' | 'hand' | number;
  /** rolling: how long each batch is judged before the next one; null: nobody judges. */
  readonly judge: AnalysisTimes | null;
  /** What the judge looks at; null for what is usual. */
  readonly checks: readonly Check[] | null;
  readonly steps: readonly CanaryStep[];
  readonly stratifyBy: readonly string[];
  readonly maxUnavailable: string;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly failureThreshold: string;
  readonly onFailure: 'rollback' | 'pause';
  readonly lateJoiners: 'baseline' | 'last_wave';
  /** When waves may begin; null for at any time. */
  readonly hours: WeeklyHours | null;
}

export const EMPTY_RULES: RulesState = {
  strategyType: 'canary',
  mode: 'swap',
  autoSwitch: true,
  rollbackWindowSeconds: 1_800,
  original: null,
  batch: '25%',
  rollingBy: 'size',
  waves: [],
  wait: 'none',
  judge: null,
  checks: null,
  steps: [
    { setWeight: 10 },
    { pause: { seconds: 300 } },
    { setWeight: 50 },
    { pause: { seconds: 300 } },
    { setWeight: 100 },
  ],
  stratifyBy: [],
  maxUnavailable: '25%',
  minReadySeconds: 30,
  nodeDeadlineSeconds: 600,
  failureThreshold: '10%',
  onFailure: 'rollback',
  lateJoiners: 'baseline',
  hours: null,
};

const AMOUNT = /^(\d{1,6}|\d{1,3}%)$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export const isAmount = (text: string): boolean =>
  AMOUNT.test(text) && parseInt(text, 10) <= (text.endsWith('%') ? 100 : 999_999);

export const toAmount = (text: string): Amount => (text.endsWith('%') ? text : Number(text));

export type RulesFault =
  'batch' | 'waves' | 'steps' | 'checks' | 'hours' | 'maxUnavailable' | 'failureThreshold';

/** What is wrong, in the order in which the page asks for it. */
export function rulesFaultsOf(state: RulesState): readonly RulesFault[] {
  const checks: readonly (readonly [RulesFault, boolean])[] = [
    ['batch', !isRollingBy(state, 'size') || (isAmount(state.batch) && parseInt(state.batch, 10) > 0)],
    ['waves', !isRollingBy(state, 'labels') || areWavesSound(state.waves)],
    ['steps', state.strategyType !== 'canary' || areStepsSound(state.steps)],
    ['checks', state.checks === null || !isJudged(state) || areChecksSound(state.checks)],
    ['hours', state.hours === null || areHoursSound(state.hours)],
    ['maxUnavailable', isAmount(state.maxUnavailable)],
    ['failureThreshold', isAmount(state.failureThreshold)],
  ];
  return checks.filter(([, isFine]) => !isFine).map(([fault]) => fault);
}

/** Does anything of it wait for the judge? */
export const isJudged = ({ strategyType, steps, judge }: RulesState): boolean =>
  strategyType === 'canary'
    ? steps.some((step) => 'analysis' in step)
    : strategyType === 'rolling' && judge !== null;

const isRollingBy = (state: RulesState, by: RulesState['rollingBy']): boolean =>
  state.strategyType === 'rolling' && state.rollingBy === by;

/** Weights only grow: widening never takes a node back. */
export function areStepsSound(steps: readonly CanaryStep[]): boolean {
  const weights = steps.flatMap((step) => ('setWeight' in step ? [step.setWeight] : []));
  const grows = weights.every((weight, index) => index === 0 || weight > (weights[index - 1] ?? 0));
  return weights.length > 0 && grows && weights.every((weight) => weight >= 1 && weight <= 100);
}

/** Whether the time zone exists is for the server to say; the form offers only those that do. */
const areHoursSound = ({ timeZone, days, from, to }: WeeklyHours): boolean =>
  timeZone !== '' && days.length > 0 && CLOCK.test(from) && CLOCK.test(to);

/** What the server takes; only of a state without faults. */
export function toRules(state: RulesState): Rules {
  const kept = state.original ? rulesIn(state.original) : null;
  return {
    ...kept,
    // Said even where it is nothing: what is not said comes from the template.
    maxUnavailablePerGroup: kept?.maxUnavailablePerGroup ?? null,
    hours: state.hours,
    strategy: strategyOf(state),
    maxUnavailable: toAmount(state.maxUnavailable),
    minReadySeconds: state.minReadySeconds,
    nodeDeadlineSeconds: state.nodeDeadlineSeconds,
    failureThreshold: toAmount(state.failureThreshold),
    onFailure: state.onFailure,
    lateJoiners: state.lateJoiners,
    ...checksOf(state),
  };
}

/** Where nobody judges none are said, so that those of a template do not come back. */
function checksOf(state: RulesState): Pick<Rules, 'checks'> {
  if (state.strategyType === 'kept') return {};
  if (!isJudged(state)) return { checks: [] };
  return { checks: [...(state.checks ?? USUAL_CHECKS)] };
}

/** The rules alone of whatever has some. */
export const rulesIn = (plan: Rules): Rules =>
  Object.fromEntries(RULES.flatMap((rule) => (rule in plan ? [[rule, plan[rule]]] : []))) as unknown as Rules;

function strategyOf(state: RulesState): Strategy {
  if (state.strategyType === 'kept' && state.original) return state.original.strategy;
  if (state.strategyType === 'blue-green') {
    const { mode, autoSwitch, rollbackWindowSeconds } = state;
    return { type: 'blue-green', mode, autoSwitch, rollbackWindowSeconds };
  }
  if (state.strategyType === 'rolling') return rollingOf(state);
  const { stratifyBy } = state;
  const steps = toContract(state.steps);
  return { type: 'canary', steps, ...(stratifyBy.length > 0 ? { stratifyBy: [...stratifyBy] } : {}) };
}

function rollingOf({ rollingBy, batch, waves, wait, judge }: RulesState): Strategy {
  const between = {
    ...(wait === 'none' ? {} : { pause: wait === 'hand' ? {} : { seconds: wait } }),
    ...(judge === null ? {} : { analysis: judge }),
  };
  return rollingBy === 'labels'
    ? { type: 'rolling', waves: toContractWaves(waves), ...between }
    : { type: 'rolling', batch: toAmount(batch), ...between };
}

/** Saved rules, opened again. */
export function fromRules(plan: Rules): RulesState {
  const { strategy } = plan;
  const text = (amount: Amount | null | undefined, otherwise: string): string =>
    amount === undefined || amount === null ? otherwise : String(amount);
  return {
    original: rulesIn(plan),
    strategyType: hasNoFields(strategy) ? 'kept' : strategy.type,
    batch: text(strategy.batch, EMPTY_RULES.batch),
    rollingBy: strategy.waves?.length ? 'labels' : 'size',
    waves: fromContractWaves(strategy.waves ?? []),
    wait: strategy.pause ? (strategy.pause.seconds ?? 'hand') : 'none',
    judge: strategy.analysis ?? null,
    checks: plan.checks?.length && !areUsual(plan.checks) ? plan.checks : null,
    steps: strategy.type === 'canary' ? fromContract(strategy.steps ?? []) : EMPTY_RULES.steps,
    stratifyBy: strategy.stratifyBy ?? [],
    mode: strategy.mode ?? EMPTY_RULES.mode,
    autoSwitch: strategy.autoSwitch ?? EMPTY_RULES.autoSwitch,
    rollbackWindowSeconds: strategy.rollbackWindowSeconds ?? EMPTY_RULES.rollbackWindowSeconds,
    maxUnavailable: text(plan.maxUnavailable, EMPTY_RULES.maxUnavailable),
    minReadySeconds: plan.minReadySeconds ?? EMPTY_RULES.minReadySeconds,
    nodeDeadlineSeconds: plan.nodeDeadlineSeconds ?? EMPTY_RULES.nodeDeadlineSeconds,
    failureThreshold: text(plan.failureThreshold, EMPTY_RULES.failureThreshold),
    onFailure: plan.onFailure ?? EMPTY_RULES.onFailure,
    lateJoiners: plan.lateJoiners ?? EMPTY_RULES.lateJoiners,
    hours: plan.hours ?? null,
  };
}

/** Canary steps that are chosen by labels. */
function hasNoFields({ steps }: Strategy): boolean {
  return (steps ?? []).some((step) => Boolean(step.select));
}
