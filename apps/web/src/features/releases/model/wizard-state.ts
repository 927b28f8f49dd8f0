import type { Amount, ReleaseDetail, ReleaseDraft } from '../../../lib/api';
import { fromContract, toContract, type CanaryStep } from './canary-steps';

export interface WizardState {
  readonly projectId: string;
  readonly environmentId: string;
  readonly bin: string;
  readonly version: string;
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
  readonly steps: readonly CanaryStep[];
  readonly stratifyBy: readonly string[];
  readonly maxUnavailable: string;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly failureThreshold: string;
  readonly onFailure: 'rollback' | 'pause';
}

const AMOUNT = /^(\d{1,6}|\d{1,3}%)$/;

export const EMPTY_WIZARD: WizardState = {
  projectId: '',
  environmentId: '',
  bin: '',
  version: '',
  title: '',
  notes: '',
  labels: {},
  strategyType: 'canary',
  mode: 'swap',
  autoSwitch: true,
  rollbackWindowSeconds: 1_800,
  original: null,
  batch: '25%',
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
};

export const isAmount = (text: string): boolean =>
  AMOUNT.test(text) && parseInt(text, 10) <= (text.endsWith('%') ? 100 : 999_999);

export const toAmount = (text: string): Amount => (text.endsWith('%') ? text : Number(text));

export type WizardFault =
  'environment' | 'bin' | 'version' | 'batch' | 'steps' | 'maxUnavailable' | 'failureThreshold';

/** What is missing or wrong, in the order in which the page asks for it. */
export function faultsOf(state: WizardState): readonly WizardFault[] {
  const checks: readonly (readonly [WizardFault, boolean])[] = [
    ['environment', state.environmentId !== ''],
    ['bin', state.bin !== ''],
    ['version', state.version !== ''],
    ['batch', state.strategyType !== 'rolling' || (isAmount(state.batch) && parseInt(state.batch, 10) > 0)],
    ['steps', state.strategyType !== 'canary' || areStepsSound(state.steps)],
    ['maxUnavailable', isAmount(state.maxUnavailable)],
    ['failureThreshold', isAmount(state.failureThreshold)],
  ];
  return checks.filter(([, isFine]) => !isFine).map(([fault]) => fault);
}

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
  const { title: _title, notes: _notes, selector, bins = [], ...kept } = state.original ?? {};
  const nodeIds = selector?.nodeIds ?? [];
  const [, ...otherBins] = bins;
  return {
    ...kept,
    environmentId: state.environmentId,
    bins: [{ bin: state.bin, version: state.version }, ...otherBins],
    ...(state.title.trim() === '' ? {} : { title: state.title.trim() }),
    ...(state.notes.trim() === '' ? {} : { notes: state.notes.trim() }),
    ...(Object.keys(labels).length + nodeIds.length === 0 ? {} : { selector: { labels, nodeIds } }),
    strategy: strategyOf(state),
    maxUnavailable: toAmount(state.maxUnavailable),
    minReadySeconds: state.minReadySeconds,
    nodeDeadlineSeconds: state.nodeDeadlineSeconds,
    failureThreshold: toAmount(state.failureThreshold),
    onFailure: state.onFailure,
  };
}

function strategyOf(state: WizardState): ReleaseDraft['strategy'] {
  if (state.strategyType === 'kept' && state.original) return state.original.strategy;
  if (state.strategyType === 'blue-green') {
    const { mode, autoSwitch, rollbackWindowSeconds } = state;
    return { type: 'blue-green', mode, autoSwitch, rollbackWindowSeconds };
  }
  if (state.strategyType === 'rolling') return { type: 'rolling', batch: toAmount(state.batch) };
  const { stratifyBy } = state;
  const steps = toContract(state.steps);
  return { type: 'canary', steps, ...(stratifyBy.length > 0 ? { stratifyBy: [...stratifyBy] } : {}) };
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
    title: plan.title ?? '',
    notes: release.notes ?? '',
    labels: plan.selector?.labels ?? {},
    original: plan,
    strategyType: hasNoFields(strategy) ? 'kept' : strategy.type,
    batch: text(strategy.batch, EMPTY_WIZARD.batch),
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
  };
}

/** Waves by labels, and waits between batches. */
function hasNoFields({ waves, pause, steps }: ReleaseDraft['strategy']): boolean {
  return Boolean(waves?.length) || Boolean(pause) || (steps ?? []).some((step) => Boolean(step.select));
}
