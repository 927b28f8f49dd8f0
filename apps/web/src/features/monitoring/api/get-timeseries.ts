import { queryOptions } from '@tanstack/react-query';
import { TIMESERIES_INTERVAL_MS } from '../../../config/settings';
import { request, type Timeseries } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import type { FigureScope } from '../model/figure-scope';
import { mayStillChange, secondsOf, spanAsked, type TimeSpan } from '../model/time-span';

const LONG_SECONDS = 6 * 3_600;
/** Steps of a long range are minutes or hours. */
const SELDOM = 6;

export const timeseriesQuery = (scope: FigureScope, span: TimeSpan) =>
  queryOptions({
    queryKey: [...queryKeys.monitoring, 'timeseries', scope, span],
    queryFn: ({ signal }) =>
      request<Timeseries>('/monitoring/timeseries', {
        query: { ...scope, ...spanAsked(span, serverNow()) },
        signal,
      }),
    refetchInterval: ({ state }) => {
      if (!mayStillChange(span, state.data)) return false;
      return TIMESERIES_INTERVAL_MS * (secondsOf(span, serverNow()) > LONG_SECONDS ? SELDOM : 1);
    },
    // Every answer begins a step later than the one before: looking for what is the same would find nothing.
    structuralSharing: false,
  });
