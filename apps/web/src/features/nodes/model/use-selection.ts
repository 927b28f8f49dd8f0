import { useCallback, useMemo, useState } from 'react';
import type { FleetNode } from '../../../lib/api';

/** Ticked nodes. What no longer is in the list, because of a filter for example, is not acted on. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    ({ id }: Pick<FleetNode, 'id'>) =>
      setIds((current) => {
        const next = new Set(current);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  const ticks = useMemo(() => ({ ids, toggle }), [ids, toggle]);
  const nodesOf = (rows: readonly FleetNode[]): readonly FleetNode[] => rows.filter(({ id }) => ids.has(id));
  return { ticks, clear, nodesOf } as const;
}
