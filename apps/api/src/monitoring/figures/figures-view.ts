import { WINDOW_SECONDS } from '../../nodes/index.js';
import type { Figures } from '../store/figures.js';
import type { FiguresView } from './monitoring.dto.js';

/** @param seconds how long the time is that the figures are of */
export function figuresView(figures: Figures, seconds: number): FiguresView {
  const { windows, counted, requests, errors, gauged, cpus, memoryBytes, mostMemoryBytes } = figures;
  return {
    programs: programsOf(windows, seconds),
    requestRate: counted > 0 ? requests / seconds : null,
    errorRate: requests > 0 ? errors / requests : null,
    ...latencies(figures),
    cpus: gauged > 0 ? cpus / gauged : null,
    memoryBytes: gauged > 0 ? memoryBytes / gauged : null,
    mostMemoryBytes: gauged > 0 ? mostMemoryBytes : null,
  };
}

/** How many programs were told of in so many windows, in that time. */
export function programsOf(windows: number, seconds: number): number {
  return Math.round((windows / (seconds / WINDOW_SECONDS)) * 10) / 10;
}

function latencies({ latency }: Figures): Pick<FiguresView, 'latencyP50' | 'latencyP95' | 'latencyP99'> {
  const milliseconds = (share: number): number | null => {
    const estimate = latency.quantile(share);
    return estimate && estimate.value * 1_000;
  };
  return {
    latencyP50: milliseconds(0.5),
    latencyP95: milliseconds(0.95),
    latencyP99: milliseconds(0.99),
  };
}
