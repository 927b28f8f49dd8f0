import type { AlertCondition, Language } from '../../../lib/api';
import { formatDuration } from '../../../lib/format';
import type { MessageKey, Translate } from '../../../lib/i18n';
import { formatThreshold } from './figure-units';

/** What a rule watches, in one sentence. */
export function conditionText(condition: AlertCondition, t: Translate, language: Language): string {
  const {
    kind,
    forSeconds,
    states = [],
    state,
    atLeast,
    figure,
    comparison,
    threshold,
    windowSeconds,
  } = condition;
  const span = formatDuration(forSeconds, language);
  if (kind === 'release') {
    const words = states.map((status) => t(`status.${status}` as MessageKey));
    const values = { states: `“${words.join(language === 'zh' ? '”、“' : '”, “')}”`, span };
    return t(forSeconds === 0 ? 'alertRule.ifReleaseAtOnce' : 'alertRule.ifRelease', values);
  }
  if (kind === 'nodes')
    return t(forSeconds === 0 ? 'alertRule.ifNodesAtOnce' : 'alertRule.ifNodes', {
      limit: String(atLeast ?? ''),
      state: t(`alertRule.state.${state ?? 'offline'}`),
      span,
    });
  return t(forSeconds === 0 ? 'alertRule.ifFigureAtOnce' : 'alertRule.ifFigure', {
    figure: t(`alertRule.figure.${figure ?? 'errorRate'}`),
    comparison: t(`alertRule.${comparison ?? 'above'}`),
    limit: formatThreshold(figure ?? 'errorRate', threshold ?? 0, language),
    window: formatDuration(windowSeconds ?? 0, language),
    span,
  });
}
