import { CANARY_LOOK, type ChartData, type ChartPanel } from '../../../components/charts';
import type { Language } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { signed } from './check-words';
import { FIGURES, formatKind, type FigureId } from './figures';

/** Both beside each other, or what the canary has more. */
export type CanaryView = 'absolute' | 'difference';

/** Of which a difference says something, however many nodes either side has. */
export const COMPARABLE_FIGURES: readonly FigureId[] = [
  ...(['errorRate', 'latencyP50', 'latencyP95', 'latencyP99', 'cpus', 'memoryBytes'] as const),
];

const DIFFERENCE = 'difference';

interface Sides {
  readonly canaryId: string;
  readonly baselineId: string;
  readonly t: Translate;
  readonly language: Language;
}

/** The same panels, with what the canary has more than the others; nothing where one of them is not known. */
export function asDifference(data: ChartData, sides: Sides): ChartData {
  return {
    ...data,
    lines: [{ id: DIFFERENCE, label: sides.t('monitoring.difference'), look: CANARY_LOOK }],
    panels: data.panels.map((panel) => differencePanel(panel, sides)),
  };
}

function differencePanel(panel: ChartPanel, { canaryId, baselineId, t, language }: Sides): ChartPanel {
  const { limits: _, movingLimit, ...kept } = panel;
  const baseline = panel.values.get(baselineId) ?? [];
  const values = less(panel.values.get(canaryId) ?? [], baseline);
  const { kind, unit } = FIGURES[panel.id as FigureId];
  return {
    ...kept,
    ...(kind === 'share' ? { unit: t('figure.points') } : unit ? { unit: t(unit) } : {}),
    isSigned: true,
    format: formatDifference(kind, language),
    values: new Map([[DIFFERENCE, values]]),
    ...(movingLimit ? { movingLimit: { ...movingLimit, values: less(movingLimit.values, baseline) } } : {}),
  };
}

export type Values = readonly (number | null)[];

export function less(values: Values, others: Values): Values {
  return values.map((value, step) => {
    const other = others[step] ?? null;
    return value === null || other === null ? null : value - other;
  });
}

/** Shares differ in points: "2 %" would be read as a part of what the others have. */
function formatDifference(
  kind: (typeof FIGURES)[FigureId]['kind'],
  language: Language,
): ChartPanel['format'] {
  if (kind === 'share') return (value) => (value === 0 ? '0' : signed(value * 100));
  const format = formatKind(kind, language);
  return (value) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${format(Math.abs(value))}`;
}
