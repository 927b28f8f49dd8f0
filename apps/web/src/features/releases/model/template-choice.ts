import type { StrategyTemplate } from '../../../lib/api';
import { EMPTY_RULES, fromRules, rulesFaultsOf, toRules, type RulesState } from './rules-state';

/** Where the rules of a draft come from. */
export interface TemplateChoice {
  /** Empty: from none. */
  readonly strategyTemplateId: string;
  /** A person chose or changed them, so that another environment does not bring others. */
  readonly areRulesByHand: boolean;
}

export const NO_TEMPLATE: TemplateChoice = { strategyTemplateId: '', areRulesByHand: false };

type Chosen = Partial<RulesState & TemplateChoice>;

/** The rules of a template, or those that are there as one's own. */
export const pickTemplate = (template: StrategyTemplate | undefined): Chosen => ({
  ...(template ? fromRules(template) : {}),
  strategyTemplateId: template?.id ?? '',
  areRulesByHand: true,
});

/** What a chosen environment brings by itself; null where nothing changes. */
export function defaultChoice(
  { strategyTemplateId, areRulesByHand }: TemplateChoice,
  environmentId: string,
  templates: readonly StrategyTemplate[],
): Chosen | null {
  const isGone = strategyTemplateId !== '' && !templates.some(({ id }) => id === strategyTemplateId);
  if (areRulesByHand) return isGone ? { strategyTemplateId: '' } : null;
  const wanted = templates.find(({ defaultForEnvironmentIds: ids }) => ids.includes(environmentId));
  if ((wanted?.id ?? '') === strategyTemplateId) return null;
  return { ...(wanted ? fromRules(wanted) : EMPTY_RULES), strategyTemplateId: wanted?.id ?? '' };
}

/** Would the release say something else than its template? */
export function differsFrom(template: StrategyTemplate, state: RulesState): boolean {
  if (rulesFaultsOf(state).length > 0) return true;
  return JSON.stringify(toRules(state)) !== JSON.stringify(toRules(fromRules(template)));
}
