import type { ReleaseDetail, ReleaseDraft } from '../../../lib/api';
import { areBinsSound, chosenBins, type ChosenBin } from './released-bins';
import {
  EMPTY_RULES,
  fromRules,
  rulesFaultsOf,
  toRules,
  type Rules,
  type RulesFault,
  type RulesState,
} from './rules-state';
import { NO_TEMPLATE, type TemplateChoice } from './template-choice';

export interface WizardState extends RulesState, TemplateChoice {
  readonly projectId: string;
  readonly environmentId: string;
  readonly bin: string;
  readonly version: string;
  /** Activated after the first, in this order. */
  readonly otherBins: readonly ChosenBin[];
  readonly title: string;
  readonly notes: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Nodes that the edited plan names one by one; the form only keeps them or lets them go. */
  readonly nodeIds: readonly string[];
}

/** What is put into the form; a function where that depends on what stands there by then. */
export type WizardChange = Partial<WizardState> | ((now: WizardState) => Partial<WizardState>);

export const changedBy = (now: WizardState, change: WizardChange): WizardState => ({
  ...now,
  ...(typeof change === 'function' ? change(now) : change),
});

/** Labels and ids mean nothing in another environment. */
export const ALL_NODES: Pick<WizardState, 'labels' | 'nodeIds'> = { labels: {}, nodeIds: [] };

export const EMPTY_WIZARD: WizardState = {
  ...EMPTY_RULES,
  ...NO_TEMPLATE,
  projectId: '',
  environmentId: '',
  bin: '',
  version: '',
  otherBins: [],
  title: '',
  notes: '',
  ...ALL_NODES,
};

export type WizardFault = 'environment' | 'bin' | 'version' | 'otherBins' | RulesFault;

/** What is missing or wrong, in the order in which the page asks for it. */
export function faultsOf(state: WizardState): readonly WizardFault[] {
  const checks: readonly (readonly [WizardFault, boolean])[] = [
    ['environment', state.environmentId !== ''],
    ['bin', state.bin !== ''],
    ['version', state.version !== ''],
    ['otherBins', state.otherBins.length === 0 || areBinsSound(chosenBins(state))],
  ];
  return [...checks.filter(([, isFine]) => !isFine).map(([fault]) => fault), ...rulesFaultsOf(state)];
}

export function toDraft(state: WizardState): (ReleaseDraft & Rules) | null {
  if (faultsOf(state).length > 0) return null;
  const chosen = Object.entries(state.labels).filter(([, values]) => values.length > 0);
  const labels = Object.fromEntries(chosen.map(([key, values]) => [key, [...values]]));
  const nodeIds = [...state.nodeIds];
  return {
    environmentId: state.environmentId,
    bins: chosenBins(state).map(({ bin, version }) => ({ bin, version })),
    ...(state.title.trim() === '' ? {} : { title: state.title.trim() }),
    ...(state.notes.trim() === '' ? {} : { notes: state.notes.trim() }),
    ...(Object.keys(labels).length + nodeIds.length === 0 ? {} : { selector: { labels, nodeIds } }),
    ...(state.strategyTemplateId === '' ? {} : { strategyTemplateId: state.strategyTemplateId }),
    ...toRules(state),
  };
}

/** A saved draft, opened again. */
export function fromRelease(release: ReleaseDetail): WizardState {
  const { plan } = release;
  return {
    ...fromRules(plan),
    strategyTemplateId: plan.strategyTemplateId ?? '',
    areRulesByHand: true,
    projectId: release.project.id,
    environmentId: release.environment.id,
    bin: plan.bins[0]?.bin ?? '',
    version: plan.bins[0]?.version ?? '',
    otherBins: plan.bins.slice(1),
    title: plan.title ?? '',
    notes: release.notes ?? '',
    labels: plan.selector?.labels ?? {},
    nodeIds: plan.selector?.nodeIds ?? [],
  };
}
