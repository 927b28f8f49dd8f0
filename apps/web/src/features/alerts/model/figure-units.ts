import type { Language } from '../../../lib/api';
import { formatAmount, formatBytes, formatMilliseconds, formatShare } from '../../../lib/format';
import type { MessageKey } from '../../../lib/i18n';

export const FIGURE_IDS = [
  'errorRate',
  'requestRate',
  'latencyP50',
  'latencyP95',
  'latencyP99',
  'cpus',
  'memoryBytes',
] as const;
export type FigureId = (typeof FIGURE_IDS)[number];

interface Unit {
  /** So much of what the server takes is one of what people type. */
  readonly factor: number;
  readonly word: { readonly key: MessageKey } | { readonly text: string };
}

const MILLISECONDS: Unit = { factor: 1, word: { text: 'ms' } };

const UNITS: Readonly<Record<FigureId, Unit>> = {
  errorRate: { factor: 0.01, word: { text: '%' } },
  requestRate: { factor: 1, word: { key: 'alertRule.unit.requestRate' } },
  latencyP50: MILLISECONDS,
  latencyP95: MILLISECONDS,
  latencyP99: MILLISECONDS,
  cpus: { factor: 1, word: { key: 'alertRule.unit.cpus' } },
  memoryBytes: { factor: 1e6, word: { text: 'MB' } },
};

export const isFigure = (text: string): text is FigureId => (FIGURE_IDS as readonly string[]).includes(text);

export const figureUnit = (figure: string): Unit => UNITS[isFigure(figure) ? figure : 'errorRate'];

/** A threshold with its unit. */
export function formatThreshold(figure: string, value: number, language: Language): string {
  if (figure === 'errorRate') return formatShare(value, language);
  if (figure === 'memoryBytes') return formatBytes(value, language);
  if (figure.startsWith('latency')) return formatMilliseconds(value, language);
  return formatAmount(value, language);
}
