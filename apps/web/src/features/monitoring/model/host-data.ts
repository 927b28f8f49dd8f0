import { LINE_LOOKS, onSteps, type ChartData, type ChartPanel } from '../../../components/charts';
import type { HostPoint, Timeseries } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';
import { axisOf, chartMarks, type Words } from './chart-data';
import { formatKind, type FigureKind } from './figures';

type HostFigure = Exclude<keyof HostPoint, 'at' | 'memoryTotalBytes' | 'diskTotalBytes'>;

interface HostLook {
  readonly id: HostFigure;
  readonly kind: FigureKind;
  readonly title: MessageKey;
  readonly short?: MessageKey;
  readonly unit?: MessageKey;
  readonly least: number;
  /** What there is of it: the scale goes up to it. */
  readonly total?: 'memoryTotalBytes' | 'diskTotalBytes';
}

const KILOBYTE = 1_000;

const HOST_FIGURES: readonly HostLook[] = [
  { id: 'cpuShare', kind: 'share', title: 'host.cpu', short: 'figure.cpusShort', least: 1 },
  { id: 'load', kind: 'amount', title: 'host.load', least: 1 },
  { id: 'memoryUsedBytes', kind: 'bytes', title: 'host.memory', least: 1, total: 'memoryTotalBytes' },
  { id: 'diskUsedBytes', kind: 'bytes', title: 'host.disk', least: 1, total: 'diskTotalBytes' },
  {
    id: 'receivedBytesPerSecond',
    kind: 'bytes',
    title: 'host.received',
    unit: 'figure.perSecond',
    least: 4 * KILOBYTE,
  },
  {
    id: 'sentBytesPerSecond',
    kind: 'bytes',
    title: 'host.sent',
    unit: 'figure.perSecond',
    least: 4 * KILOBYTE,
  },
  { id: 'connections', kind: 'amount', title: 'host.connections', least: 10 },
  { id: 'openFiles', kind: 'amount', title: 'host.openFiles', least: 100 },
];

const HOST = 'host';

/** How a host did, over the same time as its programs. */
export function hostData(series: Timeseries, words: Words): ChartData {
  const axis = axisOf(series);
  const look = LINE_LOOKS[0] ?? { color: 'currentColor', width: 1.75 };
  return {
    axis,
    lines: [{ id: HOST, label: words.t('host.this'), look }],
    panels: HOST_FIGURES.map((figure) => hostPanel(figure, axis, series.host, words)),
    marks: chartMarks(series.marks, words.language),
  };
}

function hostPanel(
  { id, kind, title, short = title, unit, least, total }: HostLook,
  axis: ChartData['axis'],
  points: readonly HostPoint[],
  { t, language }: Words,
): ChartPanel {
  const format = formatKind(kind, language);
  const whole = total ? lastKnown(points.map((point) => point[total])) : null;
  const samples = points.map((point) => ({ atMs: Date.parse(point.at), value: point[id] }));
  const said = unit ? t(unit) : whole ? t('host.of', { total: format(whole) }) : null;
  return {
    id,
    title: t(title),
    short: t(short),
    ...(said === null ? {} : { unit: said }),
    least: whole ?? least,
    format,
    values: new Map([[HOST, onSteps(axis, samples)]]),
  };
}

function lastKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((last, value) => value ?? last, null);
}
