import type { Amount, ReleaseDetail, ReleaseDraft } from '../../../lib/api';
import { fromContract, toContract, type CanaryStep } from './canary-steps';
import { areWavesSound, fromContractWaves, toContractWaves, type NamedWave } from './named-waves';
import { areBinsSound, chosenBins, type ChosenBin } from './released-bins';

export interface WizardState {
  readonly projectId: string;
  readonly environmentId: string;
  readonly bin: string;
  readonly version: string;
  /** Activated after the first, in this order. */
  readonly otherBins: readonly ChosenBin[];
  readonly title: string;
  readonly notes: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** `kept`: a strategy that this form has no fields for, sent back as it came. */
  readonly strategyType: 'rolling' | 'canary' | 'blue-green' | 'kept';
  readonly mode: 'swap' | 'side-by-side';
  readonly autoSwitch: boolean;
  readonly rollbackWindowSeconds: number;
  /** The plan that is edited, so that what the form does not show stays as it was. */
  readonly original: ReleaseDraft | null;
  readonly batch: string;
  /** rolling: batches of a size, or waves by labels in order. */
  readonly rollingBy: 'size' | 'labels';
  readonly waves: readonly NamedWave[];
  /** rolling, between waves: none, until a person goes on, or seconds. */
  readonly wait: 'none' | 'hand' | number;
  readonly steps: readonly CanaryStep[];
  readonly stratifyBy: readonly string[];
  readonly maxUnavailable: string;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly failureThreshold: string;
  readonly onFailure: 'rollback' | 'pause';
  readonly lateJoiners: 'baseline' | 'last_wave';
}

const AMOUNT = /^(\d{1,6}|\d{1,3}%)$/;

export const EMPTY_WIZARD: WizardState = {
  projectId: '',
  environmentId: '',
  bin: '',
  version: '',
  otherBins: [],
  title: '',
  notes: '',
  labels: {},
  strategyType: 'canary',
  mode: 'swap',
  autoSwitch: true,
  rollbackWindowSeconds: 1_800,
  original: null,
  batch: '25%',
  rollingBy: 'size',
  waves: [],
  wait: 'none',
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
};

export const isAmount = (text: string): boolean =>
  AMOUNT.test(text) && parseInt(text, 10) <= (text.endsWith('%') ? 100 : 999_999);

export const toAmount = (text: string): Amount => (text.endsWith('%') ? text : Number(text));

export type WizardFault =
  | 'environment'
  | 'bin'
  | 'version'
  | 'otherBins'
  | 'batch'
  | 'waves'
  | 'steps'
  | 'maxUnavailable'
  | 'failureThreshold';

/** What is missing or wrong, in the order in which the page asks for it. */
export function faultsOf(state: WizardState): readonly WizardFault[] {
  const checks: readonly (readonly [WizardFault, boolean])[] = [
    ['environment', state.environmentId !== ''],
    ['bin', state.bin !== ''],
    ['version', state.version !== ''],
    ['otherBins', state.otherBins.length === 0 || areBinsSound(chosenBins(state))],
    ['batch', !isRollingBy(state, 'size') || (isAmount(state.batch) && parseInt(state.batch, 10) > 0)],
    ['waves', !isRollingBy(state, 'labels') || areWavesSound(state.waves)],
    ['steps', state.strategyType !== 'canary' || areStepsSound(state.steps)],
    ['maxUnavailable', isAmount(state.maxUnavailable)],
    ['failureThreshold', isAmount(state.failureThreshold)],
  ];
  return checks.filter(([, isFine]) => !isFine).map(([fault]) => fault);
}

const isRollingBy = (state: WizardState, by: WizardState['rollingBy']): boolean =>
  state.strategyType === 'rolling' && state.rollingBy === by;

/** Weights only grow: widening never takes a node back. */
export function areStepsSound(steps: readonly CanaryStep[]): boolean {
  const weights = steps.flatMap((step) => ('setWeight' in step ? [step.setWeight] : []));
  const grows = weights.every((weight, index) => index === 0 || weight > (weights[index - 1] ?? 0));
  return weights.length > 0 && grows && weights.every((weight) => weight >= 1 && weight <= 100);
}

export function toDraft(state: WizardState): ReleaseDraft | null {
  if (faultsOf(state).length > 0) return null;
  const chosen = Object.entries(state.labels).filter(([, values]) => values.length > 0);
  const labels = Object.fromEntries(chosen.map(([key, values]) => [key, [...values]]));
  const { title: _title, notes: _notes, selector, ...kept } = state.original ?? {};
  const nodeIds = selector?.nodeIds ?? [];
  return {
    ...kept,
    environmentId: state.environmentId,
    bins: chosenBins(state).map(({ bin, version }) => ({ bin, version })),
    ...(state.title.trim() === '' ? {} : { title: state.title.trim() }),
    ...(state.notes.trim() === '' ? {} : { notes: state.notes.trim() }),
    ...(Object.keys(labels).length + nodeIds.length === 0 ? {} : { selector: { labels, nodeIds } }),
    strategy: strategyOf(state),
    maxUnavailable: toAmount(state.maxUnavailable),
    minReadySeconds: state.minReadySeconds,
    nodeDeadlineSeconds: state.nodeDeadlineSeconds,
    failureThreshold: toAmount(state.failureThreshold),
    onFailure: state.onFailure,
    lateJoiners: state.lateJoiners,
  };
}

function strategyOf(state: WizardState): ReleaseDraft['strategy'] {
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

function rollingOf({ rollingBy, batch, waves, wait }: WizardState): ReleaseDraft['strategy'] {
  const between = wait === 'none' ? {} : { pause: wait === 'hand' ? {} : { seconds: wait } };
  return rollingBy === 'labels'
    ? { type: 'rolling', waves: toContractWaves(waves), ...between }
    : { type: 'rolling', batch: toAmount(batch), ...between };
}

/** A saved draft, opened again. */
export function fromRelease(release: ReleaseDetail): WizardState {
  const { plan } = release;
  const { strategy } = plan;
  const text = (amount: Amount | null | undefined, otherwise: string): string =>
    amount === undefined || amount === null ? otherwise : String(amount);
  return {
    ...EMPTY_WIZARD,
    projectId: release.project.id,
    environmentId: release.environment.id,
    bin: plan.bins[0]?.bin ?? '',
    version: plan.bins[0]?.version ?? '',
    otherBins: plan.bins.slice(1),
    title: plan.title ?? '',
    notes: release.notes ?? '',
    labels: plan.selector?.labels ?? {},
    original: plan,
    strategyType: hasNoFields(strategy) ? 'kept' : strategy.type,
    batch: text(strategy.batch, EMPTY_WIZARD.batch),
    rollingBy: strategy.waves?.length ? 'labels' : 'size',
    waves: fromContractWaves(strategy.waves ?? []),
    wait: strategy.pause ? (strategy.pause.seconds ?? 'hand') : 'none',
    ...(strategy.type === 'canary'
      ? { steps: fromContract(strategy.steps ?? []), stratifyBy: strategy.stratifyBy ?? [] }
      : {}),
    mode: strategy.mode ?? EMPTY_WIZARD.mode,
    autoSwitch: strategy.autoSwitch ?? EMPTY_WIZARD.autoSwitch,
    rollbackWindowSeconds: strategy.rollbackWindowSeconds ?? EMPTY_WIZARD.rollbackWindowSeconds,
    maxUnavailable: text(plan.maxUnavailable, EMPTY_WIZARD.maxUnavailable),
    minReadySeconds: plan.minReadySeconds ?? EMPTY_WIZARD.minReadySeconds,
    nodeDeadlineSeconds: plan.nodeDeadlineSeconds ?? EMPTY_WIZARD.nodeDeadlineSeconds,
    failureThreshold: text(plan.failureThreshold, EMPTY_WIZARD.failureThreshold),
    onFailure: plan.onFailure ?? EMPTY_WIZARD.onFailure,
    lateJoiners: plan.lateJoiners ?? EMPTY_WIZARD.lateJoiners,
  };
}

/** Canary steps that are chosen by labels. */
function hasNoFields({ steps }: ReleaseDraft['strategy']): boolean {
  return (steps ?? []).some((step) => Boolean(step.select));
}
