import type { ReleaseDetail } from '../../../lib/api';

/** Nodes that its waves touch: as it was deployed, or as the plan counted them. */
export function nodesReached({ waves, steps }: Pick<ReleaseDetail, 'waves' | 'steps'>): number {
  if (waves.length > 0) return waves.reduce((sum, { size }) => sum + size, 0);
  return steps.reduce((sum, { kind, nodes }) => sum + (kind === 'wave' ? (nodes ?? 0) : 0), 0);
}
