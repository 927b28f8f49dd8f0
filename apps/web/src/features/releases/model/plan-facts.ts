import type { Amount, Check, Language, ReleaseDetail, ReleasePlan, Strategy } from '../../../lib/api';
import { formatDuration, formatWeeklyHours } from '../../../lib/format';
import type { Translate } from '../../../lib/i18n';
import { askedText, CHECK_NUMBERS, isMeasured, shownNumber } from './checks';

interface TextFact {
  readonly label: string;
  readonly value: string;
  readonly isWide?: boolean;
}

interface PlanFact extends TextFact {
  /** What of the plan it says in words. */
  readonly field: keyof ReleasePlan;
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
      return blueGreenText(strategy, t, language);
    case 'canary': {
      const steps = (strategy.steps ?? []).map(({ setWeight, select, pause, analysis }) => {
        if (select) return labelsText(select);
        if (analysis) return judgeText(analysis, t, language);
        return setWeight === undefined ? waitText(pause?.seconds) : `${setWeight}\u00a0%`;
      });
      const spread = strategy.stratifyBy?.length
        ? [t('plan.spread', { labels: strategy.stratifyBy.join(', ') })]
        : [];
      return [t('plan.canary', { steps: steps.join(' → ') }), ...spread].join(' · ');
    }
  }
}

function blueGreenText(
  { mode, autoSwitch, rollbackWindowSeconds }: Strategy,
  t: Translate,
  language: Language,
): string {
  const parts: readonly (string | null)[] = [
    t('plan.blueGreen', { mode: t(mode === 'side-by-side' ? 'plan.sideBySide' : 'plan.swap') }),
    given(autoSwitch, (isAutomatic) => t(isAutomatic ? 'plan.switchesItself' : 'plan.switchedByHand')),
    given(rollbackWindowSeconds, (value) => t('plan.oldKept', { time: formatDuration(value, language) })),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function rollingText(
  { batch, waves, pause, analysis }: Strategy,
  t: Translate,
  waitText: (seconds: number | undefined) => string,
  language: Language,
): string {
  const names = (waves ?? []).map(({ name, labels }) =>
    name === undefined ? labelsText(labels) : `${name} (${labelsText(labels)})`,
  );
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

function judgeText(
  { seconds, waitSeconds = seconds }: { readonly seconds: number; readonly waitSeconds?: number },
  t: Translate,
  language: Language,
): string {
  const time = formatDuration(seconds, language);
  if (waitSeconds === seconds) return t('plan.judge', { time });
  return t('plan.judgeWait', { time, wait: formatDuration(waitSeconds, language) });
}

const labelsText = (labels: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(labels)
    .map(([label, values]) => `${label} = ${values.join(' | ')}`)
    .join('; ');

/** The plan's rules as label and value; what was left at the server's default and not sent back is left out. */
export function planFacts(plan: ReleasePlan, t: Translate, language: Language): readonly PlanFact[] {
  const seconds = (value: number): string => formatDuration(value, language);
  const facts: (PlanFact | null)[] = [
    fact('strategy', plan.strategy, (value) => ({
      label: t('plan.strategy'),
      value: strategyText(value, t, language),
      isWide: true,
    })),
    { field: 'selector', label: t('plan.nodes'), value: nodesText(plan, t) },
    fact('maxUnavailable', plan.maxUnavailable, (value) => ({
      label: t('plan.maxUnavailable'),
      value: amountText(value, t),
    })),
    fact('maxUnavailablePerGroup', plan.maxUnavailablePerGroup, (group) => ({
      label: t('plan.perGroup', { label: group.label }),
      value: amountText(group.max, t),
    })),
    fact('minReadySeconds', plan.minReadySeconds, (value) => ({
      label: t('plan.minReady'),
      value: seconds(value),
    })),
    fact('nodeDeadlineSeconds', plan.nodeDeadlineSeconds, (value) => ({
      label: t('plan.deadline'),
      value: seconds(value),
    })),
    fact('failureThreshold', plan.failureThreshold, (value) => ({
      label: t('plan.failures'),
      value: amountText(value, t),
    })),
    fact('onFailure', plan.onFailure, (value) => ({ label: t('plan.onFailure'), value: t(`plan.${value}`) })),
    fact('checks', plan.checks?.length ? plan.checks : null, (checks) => ({
      label: t('plan.checks'),
      value: checks.map((check) => checkText(check, t)).join('; '),
      isWide: true,
    })),
    fact('hours', plan.hours, (value) => ({
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

function nodesText({ selector }: ReleasePlan, t: Translate): string {
  const labels = labelsText(selector?.labels ?? {});
  const count = selector?.nodeIds?.length ?? 0;
  const parts = [labels, count === 0 ? '' : t('plan.namedNodes', { count })].filter((part) => part !== '');
  return parts.join(' · ') || t('plan.allNodes');
}

const given = <T, R>(value: T | null | undefined, make: (value: T) => R): R | null =>
  value === undefined || value === null ? null : make(value);

const fact = <T>(
  field: PlanFact['field'],
  value: T | null | undefined,
  make: (value: T) => TextFact,
): PlanFact | null => given(value, (said) => ({ field, ...make(said) }));
