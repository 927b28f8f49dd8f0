import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** List state lives in the address, so Back, reload and a shared link show the same rows. */
export function useUrlFilters<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const values = useMemo(
    () => Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>,
    [names, params],
  );
  const set = useCallback(
    (part: Partial<Record<Name, string>>) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(part) as [Name, string | undefined][]) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const clear = useCallback(() => set(Object.fromEntries(names.map((n) => [n, ''])) as never), [names, set]);
  const isFiltered = names.some((name) => values[name] !== '');
  return { values, set, clear, isFiltered } as const;
}
