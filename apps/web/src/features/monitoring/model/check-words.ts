import type { AnalysisCheck, Check, Language } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { figureOf, scaleOf } from './check-figure';
import { FIGURES, formatKind } from './figures';

export interface CheckWords {
  readonly t: Translate;
  readonly language: Language;
}

type Numbers = Pick<AnalysisCheck, 'canary' | 'baseline' | 'usualTimes'>;

/** What a check holds the canary to, with the numbers as far as they are known. */
export function ruleInWords(check: Check, numbers: Numbers | null, { t, language }: CheckWords): string {
  const figure = figureOf(check);
  if (figure === null) return t(`check.${check.kind}`);
  const show = (value: number): string => formatKind(FIGURES[figure].kind, language)(value * scaleOf(check));
  const name = t(FIGURES[figure].short);
  const limit = check.max === undefined ? change(check, check.minIncrease ?? 0, t) : show(check.max);
  const { canary = null, baseline = null } = numbers ?? {};
  if (canary === null) return t('verdict.rule', { name, limit });
  if (check.max !== undefined) return t('verdict.held', { name, canary: show(canary), limit });
  if (baseline === null) return t('verdict.rule', { name, limit });
  const more = moreThan(check, canary, baseline);
  const words = { name, canary: show(canary), baseline: show(baseline), limit };
  return t('verdict.compared', { ...words, change: more === null ? '–' : change(check, more, t) });
}

/** Whether the numbers alone are beyond what the check allows, whatever chance explains of it. */
export function isBeyond(check: Check, { canary, baseline, usualTimes }: Numbers): boolean {
  if (canary === null) return false;
  if (check.max !== undefined) return canary > check.max;
  if (baseline === null) return false;
  const usual = baseline * usualTimes;
  const most = check.minIncrease ?? 0;
  return check.kind === 'errors' ? canary - usual >= most : canary > usual * (1 + most);
}

/** In points for shares, else as a part of what the others have; null where that is nothing. */
function moreThan({ kind }: Check, canary: number, baseline: number): number | null {
  if (kind === 'errors') return canary - baseline;
  return baseline > 0 ? canary / baseline - 1 : null;
}

function change({ kind }: Check, share: number, t: Translate): string {
  const value = signed(share * 100);
  return t(kind === 'errors' ? 'verdict.points' : 'verdict.percent', { value });
}

/** Three digits that say something, and none behind the third place after the point. */
export function signed(value: number): string {
  const rounded = Math.round(Number(value.toPrecision(3)) * 1_000) / 1_000;
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : '±'}${Math.abs(rounded)}`;
}
