import type { Amount, Check, Language, ReleaseDetail, ReleasePlan, Strategy } from '../../../lib/api';
import { formatDuration, formatWeeklyHours } from '../../../lib/format';
import type { Translate } from '../../../lib/i18n';
import { askedText, CHECK_NUMBERS, isMeasured, shownNumber } from './checks';

interface TextFact {
  readonly label: string;
  readonly value: string;
  readonly isWide?: boolean;
}

const amountText = (amount: Amount, t: Translate): string =>
  typeof amount === 'number' ? t('count.nodes', { count: amount }) : amount.replace('%', '\u00a0%');

export function strategyText(strategy: Strategy, t: Translate, language: Language): string {
  const waitText = (seconds: number | undefined): string =>
    seconds === undefined ? t('plan.untilMoved') : formatDuration(seconds, language);
  switch (strategy.type) {
    case 'rolling':
      return rollingText(strategy, t, waitText, language);
    case 'blue-green':
      return t('plan.blueGreen', {
        mode: t(strategy.mode === 'side-by-side' ? 'plan.sideBySide' : 'plan.swap'),
      });
    case 'canary': {
      const steps = (strategy.steps ?? []).map(({ setWeight, select, pause, analysis }) => {
        if (select) return labelsText(select);
        if (analysis) return judgeText(analysis, t, language);
        return setWeight === undefined ? waitText(pause?.seconds) : `${setWeight}\u00a0%`;
      });
      return t('plan.canary', { steps: steps.join(' → ') });
    }
  }
}

function rollingText(
  { batch, waves, pause, analysis }: Strategy,
  t: Translate,
  waitText: (seconds: number | undefined) => string,
  language: Language,
): string {
  const names = (waves ?? []).map(({ name, labels }) => name ?? labelsText(labels));
  const order = [...names, ...(names.length > 0 ? [t('plan.rest')] : [])];
  const waits = [
    ...(analysis ? [judgeText(analysis, t, language)] : []),
    ...(pause ? [waitText(pause.seconds)] : []),
  ];
  const between = ['', ...waits, ''].join(' → ');
  if (order.length > 0) return t('plan.inOrder', { waves: order.join(between) });
  const size = t('plan.rolling', { batch: amountText(batch ?? 1, t) });
  return [size, ...waits].join(' · ');
}

const judgeText = ({ seconds }: { readonly seconds: number }, t: Translate, language: Language): string =>
  t('plan.judge', { time: formatDuration(seconds, language) });

const labelsText = (labels: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(labels)
    .map(([label, values]) => `${label} = ${values.join(' | ')}`)
    .join('; ');

/** The plan's rules as label and value; what was left at the server's default and not sent back is left out. */
export function planFacts(plan: ReleasePlan, t: Translate, language: Language): readonly TextFact[] {
  const seconds = (value: number): string => formatDuration(value, language);
  const labels = Object.entries(plan.selector?.labels ?? {});
  const facts: (TextFact | null)[] = [
    { label: t('plan.strategy'), value: strategyText(plan.strategy, t, language), isWide: true },
    {
      label: t('plan.nodes'),
      value: labels.length === 0 ? nodesText(plan, t) : labelsText(plan.selector?.labels ?? {}),
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
    fact(plan.checks?.length ? plan.checks : null, (checks) => ({
      label: t('plan.checks'),
      value: checks.map((check) => checkText(check, t)).join('; '),
      isWide: true,
    })),
    fact(plan.hours, (value) => ({
      label: t('plan.hours'),
      value: formatWeeklyHours(value, language),
      isWide: true,
    })),
  ];
  return facts.filter((item) => item !== null);
}

function checkText(check: Check, t: Translate): string {
  if (!isMeasured(check)) return `${t(`check.${check.kind}`)}: ${askedText(check)}${shadowText(check, t)}`;
  const { label } = CHECK_NUMBERS[check.kind];
  const name = check.percentile === undefined ? '' : ` P${check.percentile}`;
  return `${t(`check.${check.kind}`)}${name}, ${t(label)} ${shownNumber(check)}${shadowText(check, t)}`;
}

function shadowText({ isShadow }: Check, t: Translate): string {
  return isShadow ? ` (${t('check.shadow')})` : '';
}

/** Where the rules came from; they are the release's own since. */
export function templateFacts(
  { strategyTemplate }: Pick<ReleaseDetail, 'strategyTemplate'>,
  t: Translate,
): readonly TextFact[] {
  if (!strategyTemplate) return [];
  const { name, isChanged } = strategyTemplate;
  return [{ label: t('template.from'), value: isChanged ? t('template.fromChanged', { name }) : name }];
}

const nodesText = (plan: ReleasePlan, t: Translate): string => {
  const ids = plan.selector?.nodeIds ?? [];
  return ids.length > 0 ? t('count.nodes', { count: ids.length }) : t('plan.allNodes');
};

const fact = <T>(value: T | null | undefined, make: (value: T) => TextFact): TextFact | null =>
  value === undefined || value === null ? null : make(value);
