import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Page } from './types';

/** Flattens pages and asks for the next one when the reader comes near the end of what is here. */
export function pagedRows<T>(query: UseInfiniteQueryResult<InfiniteData<Page<T>>>) {
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  const total = pages[0]?.total;
  return {
    rows,
    total,
    table: {
      total: total === undefined ? undefined : Math.max(total, rows.length),
      hasMore: query.hasNextPage,
      isFetching: query.isFetching,
      onNeedRow: (index: number): void => {
        if (index >= rows.length - 10 && query.hasNextPage && !query.isFetching) void query.fetchNextPage();
      },
    },
  } as const;
}
