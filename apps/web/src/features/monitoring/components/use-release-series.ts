import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReleaseDetail, Timeseries } from '../../../lib/api';
import { timeseriesQuery } from '../api/get-timeseries';
import { tellsRequests } from '../model/chart-data';
import { spanOfRelease } from '../model/time-span';

const NEVER = { lastSeconds: 0 };

/** What is measured of a release from a little before its start on; nothing is asked before that. */
export function useReleaseSeries({ id: releaseId, startedAt, finishedAt }: ReleaseDetail) {
  const span = useMemo(
    () => (startedAt === null ? NEVER : spanOfRelease(startedAt, finishedAt)),
    [startedAt, finishedAt],
  );
  const query = useQuery({
    ...timeseriesQuery({ releaseId, by: 'cohort' }, span),
    enabled: startedAt !== null,
  });
  const isMeasured = query.data !== undefined && tellsRequests(query.data);
  return { query, isMeasured } as const;
}

export type ReleaseSeries = ReturnType<typeof useReleaseSeries>;

const NO_MARKS: ReadonlySet<number> = new Set();

/** Numbers of the events that the charts have marks for. */
export function useMarked({ query, isMeasured }: ReleaseSeries): ReadonlySet<number> {
  const marks: Timeseries['marks'] | undefined = isMeasured ? query.data?.marks : undefined;
  return useMemo(() => (marks ? new Set(marks.map(({ seq }) => seq)) : NO_MARKS), [marks]);
}
