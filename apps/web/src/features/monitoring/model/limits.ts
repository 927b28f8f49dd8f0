import type { ChartData, ChartLimit, ChartPanel, MovingLimit } from '../../../components/charts';
import type { Check } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { figureOf, scaleOf } from './check-figure';

export interface LimitFacts {
  readonly t: Translate;
  /** The line of the others. */
  readonly baselineId: string;
  /** Whether the judge holds the canary to the others in a step of time. */
  readonly isCompared: (step: number) => boolean;
}

/** The same charts, with the limits that the judge holds the canary to. */
export function withLimits(
  data: ChartData,
  checks: readonly Check[],
  { t, baselineId, isCompared }: LimitFacts,
): ChartData {
  const panelOf = (panel: ChartPanel): ChartPanel => {
    const own = checks.filter((check) => figureOf(check) === panel.id);
    const limits = own.flatMap((check) => limitOf(check, panel, t));
    const moving = own.find(({ kind }) => kind === 'memory');
    const baseline = panel.values.get(baselineId)?.map((value, step) => (isCompared(step) ? value : null));
    return {
      ...panel,
      ...(limits.length > 0 ? { limits } : {}),
      ...(moving && baseline ? { movingLimit: movingOf(moving, baseline, t) } : {}),
    };
  };
  return { ...data, panels: data.panels.map(panelOf) };
}

function limitOf(check: Check, { format }: ChartPanel, t: Translate): readonly ChartLimit[] {
  if (check.max === undefined) return [];
  const value = check.max * scaleOf(check);
  const label = t('limit.line', { value: format(value) });
  return [{ id: `${check.kind} ${value}`, value, label: inWords(label, check, t) }];
}

/**
 * Memory alone is held to the others window by window, and only while the judge looks. Errors and latency are compared over all requests so far, and by
 * a test of chance: no value at one moment is the one that they must not be above.
 */
function movingOf(check: Check, baseline: readonly (number | null)[], t: Translate): MovingLimit {
  const times = 1 + (check.minIncrease ?? 0);
  const label = t('limit.moving', { percent: Number(((times - 1) * 100).toPrecision(3)) });
  return {
    label: inWords(label, check, t),
    values: baseline.map((value) => value && value * times),
  };
}

const inWords = (label: string, { isShadow }: Check, t: Translate): string =>
  isShadow === true ? `${label} (${t('check.shadow')})` : label;
