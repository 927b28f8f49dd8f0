import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReleaseDetail, Timeseries } from '../../../lib/api';
import { timeseriesQuery } from '../api/get-timeseries';
import { formerSpan, type FormerFigures } from '../model/former';

/** The release before this one, as far as it is known. */
export interface FormerFound {
  readonly release: {
    readonly id: string;
    readonly number: number;
    readonly startedAt: string | null;
  } | null;
  readonly isNone: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const NOWHEN = { lastSeconds: 0 };

/** Its figures over as much time as there is of the later one; null until they are there. */
export function useFormer(
  found: FormerFound | null,
  { startedAt }: Pick<ReleaseDetail, 'startedAt'>,
  { to }: Timeseries,
) {
  const former = found?.release ?? null;
  const span =
    former?.startedAt && startedAt
      ? formerSpan(former.startedAt, { startedAt, endMs: Date.parse(to) })
      : NOWHEN;
  const isKnown = span !== NOWHEN;
  const query = useQuery({
    ...timeseriesQuery({ releaseId: former?.id ?? '', by: 'cohort' }, span),
    enabled: isKnown,
  });
  const { data } = query;
  const figures = useMemo((): FormerFigures | null => {
    if (!former?.startedAt || !isKnown || !data) return null;
    return { number: former.number, startedAt: former.startedAt, series: data };
  }, [former?.startedAt, former?.number, isKnown, data]);
  return { figures, error: isKnown ? query.error : null, retry: () => void query.refetch() } as const;
}
