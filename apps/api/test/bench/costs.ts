/** What one piece of work cost. Times are milliseconds. */
export interface Cost {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  /** Pages of 8 KiB that PostgreSQL looked at. */
  readonly pages: number;
  readonly elapsedMs: number;
  /** Of our process. */
  readonly nodeCpuMs: number;
  /** Of the server processes of PostgreSQL; null where the system does not tell. */
  readonly postgresCpuMs: number | null;
}

const KINDS = ['rowsRead', 'rowsWritten', 'pages', 'elapsedMs', 'nodeCpuMs', 'postgresCpuMs'] as const;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The median of each kind. */
export function middleOf(costs: readonly Cost[]): Cost {
  const told = costs.flatMap(({ postgresCpuMs }) => postgresCpuMs ?? []);
  const of = (kind: Exclude<keyof Cost, 'postgresCpuMs'>): number => median(costs.map((cost) => cost[kind]));
  return {
    rowsRead: of('rowsRead'),
    rowsWritten: of('rowsWritten'),
    pages: of('pages'),
    elapsedMs: of('elapsedMs'),
    nodeCpuMs: of('nodeCpuMs'),
    postgresCpuMs: told.length === costs.length ? median(told) : null,
  };
}

/** Slope of log(cost) over log(nodes) by least squares; a kind that was ever 0 or unknown has none. */
export function exponentOf(
  points: readonly { readonly nodes: number; readonly cost: Cost }[],
): Partial<Record<keyof Cost, number>> {
  const slopes: Partial<Record<keyof Cost, number>> = {};
  for (const kind of KINDS) {
    const known = points.map(({ nodes, cost }) => [Math.log(nodes), Math.log(cost[kind] ?? 0)] as const);
    if (known.length >= 2 && known.every(([, y]) => Number.isFinite(y))) slopes[kind] = slopeOf(known);
  }
  return slopes;
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
