import type { Language, TimePoint } from '../../../lib/api';
import { formatAmount, formatBytes, formatMilliseconds, formatShare } from '../../../lib/format';
import type { MessageKey } from '../../../lib/i18n';

export type FigureId = Exclude<keyof TimePoint, 'at'>;
export type FigureKind = 'amount' | 'share' | 'milliseconds' | 'bytes';

interface Figure {
  readonly kind: FigureKind;
  readonly title: MessageKey;
  readonly unit?: MessageKey;
  readonly short: MessageKey;
  /** How far a scale reaches in any case. */
  readonly least: number;
}

const MEGABYTE = 1_000_000;

export const FIGURES: Readonly<Record<FigureId, Figure>> = {
  requestRate: {
    kind: 'amount',
    title: 'figure.requestRate',
    unit: 'figure.perSecond',
    short: 'figure.requestRateShort',
    least: 1,
  },
  errorRate: { kind: 'share', title: 'figure.errorRate', short: 'figure.errorRateShort', least: 0.001 },
  latencyP50: { kind: 'milliseconds', title: 'figure.latencyP50', short: 'figure.p50', least: 4 },
  latencyP95: { kind: 'milliseconds', title: 'figure.latencyP95', short: 'figure.p95', least: 4 },
  latencyP99: { kind: 'milliseconds', title: 'figure.latencyP99', short: 'figure.p99', least: 4 },
  cpus: {
    kind: 'amount',
    title: 'figure.cpus',
    unit: 'figure.perProgram',
    short: 'figure.cpusShort',
    least: 0.1,
  },
  memoryBytes: {
    kind: 'bytes',
    title: 'figure.memory',
    unit: 'figure.perProgram',
    short: 'figure.memoryShort',
    least: 4 * MEGABYTE,
  },
  mostMemoryBytes: {
    kind: 'bytes',
    title: 'figure.mostMemory',
    unit: 'figure.ofOneProgram',
    short: 'figure.mostMemoryShort',
    least: 4 * MEGABYTE,
  },
  programs: { kind: 'amount', title: 'figure.programs', short: 'figure.programsShort', least: 1 },
};

export const ALL_FIGURES: readonly FigureId[] = [
  ...(['requestRate', 'errorRate', 'programs', 'latencyP50', 'latencyP95', 'latencyP99'] as const),
  ...(['cpus', 'memoryBytes', 'mostMemoryBytes'] as const),
];
export const RELEASE_FIGURES: readonly FigureId[] = [
  ...(['errorRate', 'latencyP50', 'latencyP95', 'latencyP99', 'requestRate', 'programs'] as const),
];
export const PROGRAM_FIGURES: readonly FigureId[] = [
  ...(['requestRate', 'errorRate', 'latencyP50', 'latencyP99', 'cpus', 'memoryBytes'] as const),
];
export const TILE_FIGURES: readonly FigureId[] = [
  ...(['requestRate', 'errorRate', 'latencyP50', 'latencyP95', 'latencyP99', 'cpus', 'memoryBytes'] as const),
];
export const STRIP_FIGURES: readonly FigureId[] = ['requestRate', 'errorRate', 'latencyP99'];

const FORMATS: Readonly<Record<FigureKind, (value: number, language: Language) => string>> = {
  amount: formatAmount,
  share: formatShare,
  milliseconds: formatMilliseconds,
  bytes: formatBytes,
};

export const formatKind =
  (kind: FigureKind, language: Language) =>
  (value: number): string =>
    FORMATS[kind](value, language);

/** With what it is per, where the number does not say it; a dash for what nobody measured. */
export const formatFigure = (id: FigureId, value: number | null, language: Language): string =>
  value === null ? '–' : formatKind(FIGURES[id].kind, language)(value);
