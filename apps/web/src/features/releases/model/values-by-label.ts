import type { Labels } from '../../../lib/api';

/** Which values each label takes among these nodes, sorted, to choose from. */
export function valuesByLabel(all: readonly Labels[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of all.flatMap((labels) => Object.entries(labels))) {
    found.set(key, (found.get(key) ?? new Set()).add(value));
  }
  const byKey = [...found].sort(([a], [b]) => a.localeCompare(b));
  return new Map(byKey.map(([key, values]) => [key, [...values].sort()]));
}
