import { Distribution, type Sample, type SampleWindow } from '@release-console/metrics-core';
import type { Figures } from '../store/figures.js';
import type { Series } from '../store/series.js';

/** What some nodes did in one window. */
export interface CohortFigures {
  readonly at: number;
  /** Among which nodes it is compared: of one bin, in one region. */
  readonly stratum: string;
  readonly isCanary: boolean;
  readonly figures: Figures;
}

/** The bins of a release are compared each by itself. */
export function stratumOf({ binId, stratum }: Pick<Series, 'binId' | 'stratum'>): string {
  return `${binId} ${stratum}`;
}

interface Pair {
  canary: Sample | null;
  baseline: Sample | null;
}

/**
 * Canary and the others over the same seconds, within strata. What has nobody to be compared with in its own stratum is
 * compared with the rest, rather than not at all.
 */
export function sampleWindows(
  told: readonly CohortFigures[],
): readonly { readonly at: number; readonly window: SampleWindow }[] {
  const windows = new Map<number, Map<string, Pair>>();
  for (const { at, stratum, isCanary, figures } of told) {
    const strata = windows.get(at) ?? new Map<string, Pair>();
    windows.set(at, strata);
    const pair = strata.get(stratum) ?? { canary: null, baseline: null };
    strata.set(stratum, pair);
    const cohort = isCanary ? 'canary' : 'baseline';
    pair[cohort] = together(pair[cohort], sampleOf(figures));
  }
  return [...windows]
    .sort(([a], [b]) => a - b)
    .map(([at, strata]) => ({ at, window: paired([...strata.values()]) }));
}

function paired(pairs: readonly Pair[]): SampleWindow {
  const rest: Pair = { canary: null, baseline: null };
  const matched: Pair[] = [];
  for (const pair of pairs) {
    if (pair.canary && pair.baseline) {
      matched.push(pair);
      continue;
    }
    if (pair.canary) rest.canary = together(rest.canary, pair.canary);
    if (pair.baseline) rest.baseline = together(rest.baseline, pair.baseline);
  }
  const isRestUsed = rest.canary !== null || matched.length === 0;
  return [...matched, ...(isRestUsed ? [rest] : [])].map(({ canary, baseline }) => ({
    canary: canary ?? nothing(),
    baseline: baseline ?? nothing(),
  }));
}

function sampleOf({ requests, errors, latency, gauged, memoryBytes }: Figures): Sample {
  return { requests, errors, latency, memory: { bytes: memoryBytes, readings: gauged } };
}

function together(one: Sample | null, other: Sample): Sample {
  if (!one) return other;
  const latency = new Distribution();
  latency.merge(one.latency);
  latency.merge(other.latency);
  const memory = {
    bytes: (one.memory?.bytes ?? 0) + (other.memory?.bytes ?? 0),
    readings: (one.memory?.readings ?? 0) + (other.memory?.readings ?? 0),
  };
  return { requests: one.requests + other.requests, errors: one.errors + other.errors, latency, memory };
}

function nothing(): Sample {
  return { requests: 0, errors: 0, latency: new Distribution() };
}
