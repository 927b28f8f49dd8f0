import type { Check } from '../../../lib/api';
import type { FigureId } from './figures';

const LATENCIES = { 50: 'latencyP50', 95: 'latencyP95', 99: 'latencyP99' } as const;

/** The panel that shows what a check looks at; null where none does. */
export function figureOf({ kind, percentile }: Check): FigureId | null {
  switch (kind) {
    case 'errors':
    case 'errors_limit':
      return 'errorRate';
    case 'latency':
    case 'latency_limit':
      return percentile === undefined ? null : LATENCIES[percentile];
    case 'memory':
    case 'memory_limit':
      return 'memoryBytes';
    case 'promql':
    case 'alerts':
      return null;
  }
}

/** What numbers of a check are to be multiplied with to be of the unit of its panel: the judge counts seconds. */
export function scaleOf({ kind }: Pick<Check, 'kind'>): number {
  return kind === 'latency' || kind === 'latency_limit' ? 1_000 : 1;
}
