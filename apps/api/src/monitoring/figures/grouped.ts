import { Figures } from '../store/figures.js';
import type { SeriesFigures } from './metric-rows.read-model.js';
import type { GroupKey } from './monitoring.dto.js';
import type { Grouping } from './monitoring-query.dto.js';
import type { ScopeSeries } from './scope.read-model.js';

export interface Group {
  readonly key: GroupKey;
  /** By the begin of each step that anything is known of. */
  readonly steps: ReadonlyMap<number, Figures>;
}

const KEYS: Readonly<Record<Grouping, (series: ScopeSeries) => GroupKey>> = {
  none: () => ({}),
  version: ({ bin, version }) => ({ bin, version }),
  cohort: ({ cohort }) => (cohort ? { cohort } : {}),
  bin: ({ bin }) => ({ bin }),
  environment: ({ environmentId }) => ({ environmentId }),
};

/** Adds up what series did, per group and step; groups in the order in which their series were first heard of. */
export function grouped(
  series: readonly ScopeSeries[],
  told: readonly SeriesFigures[],
  { by, stepSeconds }: { readonly by: Grouping; readonly stepSeconds: number },
): readonly Group[] {
  const keys = new Map(series.map((each) => [each.id, KEYS[by](each)]));
  const groups = new Map<string, { readonly key: GroupKey; readonly steps: Map<number, Figures> }>();
  for (const key of keys.values()) groups.set(JSON.stringify(key), { key, steps: new Map() });
  for (const { seriesId, at, figures } of told) {
    const steps = groups.get(JSON.stringify(keys.get(seriesId)))?.steps;
    if (!steps) continue;
    const begin = Math.floor(at / stepSeconds) * stepSeconds;
    const sum = steps.get(begin) ?? new Figures();
    steps.set(begin, sum);
    sum.merge(figures);
  }
  return [...groups.values()].filter(({ steps }) => steps.size > 0);
}
