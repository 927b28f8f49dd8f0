import { onSteps, type ChartData, type ChartPanel, type TimeAxis } from '../../../components/charts';
import type { Language, ReleaseMark, Timeseries, TimeseriesGroup } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { FIGURES, formatKind, type FigureId } from './figures';
import { groupId, groupLines, shownGroups, type GroupWords } from './group-lines';

export interface Words extends GroupWords {
  readonly language: Language;
}

export function axisOf({ from, to, stepSeconds, asOf }: Timeseries): TimeAxis {
  return {
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    stepMs: stepSeconds * 1_000,
    knownUntilMs: Date.parse(asOf),
  };
}

/** What the panels show of an answer: a line for each group, a panel for each figure. */
export function chartData(series: Timeseries, figures: readonly FigureId[], words: Words): ChartData {
  const axis = axisOf(series);
  const groups = shownGroups(series.groups);
  return {
    axis,
    lines: groupLines(groups, words),
    panels: figures.map((id) => panelOf(id, axis, groups, words)),
    marks: chartMarks(series.marks, words.language),
  };
}

function panelOf(
  id: FigureId,
  axis: TimeAxis,
  groups: readonly TimeseriesGroup[],
  { t, language }: { readonly t: Translate; readonly language: Language },
): ChartPanel {
  const { kind, title, short, unit, least } = FIGURES[id];
  return {
    id,
    title: t(title),
    short: t(short),
    ...(unit ? { unit: t(unit) } : {}),
    least,
    format: formatKind(kind, language),
    values: new Map(
      groups.map(({ key, points }) => [
        groupId(key),
        onSteps(
          axis,
          points.map((point) => ({ atMs: Date.parse(point.at), value: point[id] })),
        ),
      ]),
    ),
  };
}

export function chartMarks(marks: readonly ReleaseMark[], language: Language): ChartData['marks'] {
  return marks.map((mark) => ({
    id: `${mark.releaseId}-${mark.seq}`,
    atMs: Date.parse(mark.at),
    text: mark[language],
  }));
}

/** Whether any program told its requests, which is more than that the agent looked at its process. */
export const tellsRequests = ({ groups }: Timeseries): boolean =>
  groups.some(({ points }) => points.some(({ requestRate }) => requestRate !== null));
