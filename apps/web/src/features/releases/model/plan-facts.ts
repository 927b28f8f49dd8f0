import type { Amount, Language, ReleasePlan, Strategy } from '../../../lib/api';
import { formatDuration } from '../../../lib/format';
import type { Translate } from '../../../lib/i18n';
import { fromContract } from './canary-steps';

interface TextFact {
  readonly label: string;
  readonly value: string;
  readonly isWide?: boolean;
}

const amountText = (amount: Amount, t: Translate): string =>
  typeof amount === 'number' ? t('count.nodes', { count: amount }) : amount.replace('%', '\u00a0%');

export function strategyText(strategy: Strategy, t: Translate, language: Language): string {
  if (strategy.type === 'rolling') return t('plan.rolling', { batch: amountText(strategy.batch ?? 1, t) });
  const steps = fromContract(strategy.steps ?? []).map((step) => {
    if ('setWeight' in step) return `${step.setWeight}\u00a0%`;
    const { seconds } = step.pause;
    return seconds === undefined ? t('plan.untilMoved') : formatDuration(seconds, language);
  });
  return t('plan.canary', { steps: steps.join(' → ') });
}

/** The plan's rules as label and value; what was left at the server's default and not sent back is left out. */
export function planFacts(plan: ReleasePlan, t: Translate, language: Language): readonly TextFact[] {
  const seconds = (value: number): string => formatDuration(value, language);
  const labels = Object.entries(plan.selector?.labels ?? {});
  const facts: (TextFact | null)[] = [
    { label: t('plan.strategy'), value: strategyText(plan.strategy, t, language), isWide: true },
    {
      label: t('plan.nodes'),
      value:
        labels.length === 0
          ? nodesText(plan, t)
          : labels.map(([k, v]) => `${k} = ${v.join(' | ')}`).join('; '),
    },
    fact(plan.maxUnavailable, (value) => ({ label: t('plan.maxUnavailable'), value: amountText(value, t) })),
    fact(plan.maxUnavailablePerGroup, (group) => ({
      label: t('plan.perGroup', { label: group.label }),
      value: amountText(group.max, t),
    })),
    fact(plan.minReadySeconds, (value) => ({ label: t('plan.minReady'), value: seconds(value) })),
    fact(plan.nodeDeadlineSeconds, (value) => ({ label: t('plan.deadline'), value: seconds(value) })),
    fact(plan.failureThreshold, (value) => ({ label: t('plan.failures'), value: amountText(value, t) })),
    fact(plan.onFailure, (value) => ({ label: t('plan.onFailure'), value: t(`plan.${value}`) })),
  ];
  return facts.filter((item) => item !== null);
}

const nodesText = (plan: ReleasePlan, t: Translate): string => {
  const ids = plan.selector?.nodeIds ?? [];
  return ids.length > 0 ? t('count.nodes', { count: ids.length }) : t('plan.allNodes');
};

const fact = <T>(value: T | null | undefined, make: (value: T) => TextFact): TextFact | null =>
  value === undefined || value === null ? null : make(value);
